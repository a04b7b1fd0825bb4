package io.daxkmem.exporter.jolokia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LargeRequestsTest {
  private static final int LARGE = 1 << 11;

  private final LargeRequests requests = new LargeRequests();
  private final List<String> handled = new CopyOnWriteArrayList<>();

  @Test
  void aUserWaitsForOneRequestOfAnotherAtMost() throws Exception {
    CompletableFuture<String> leave = viewersTurn();
    for (int i = 0; i < 3; i++) {
      waiting(request("viewer", () -> ""));
    }
    waiting(request("operator", () -> ""));

    leave.complete("");

    await().until(() -> handled.size() == 5);
    assertThat(handled.subList(0, 3)).contains("operator");
  }

  @Test
  void aSmallRequestDoesNotWait() throws Exception {
    CompletableFuture<String> leave = viewersTurn();

    assertThat(requests.<String>inTurn("viewer", 1 << 10, () -> "small")).isEqualTo("small");
    leave.complete("");
  }

  /** Has the turn until the result is completed. */
  private CompletableFuture<String> viewersTurn() throws InterruptedException {
    CountDownLatch first = new CountDownLatch(1);
    CompletableFuture<String> leave = new CompletableFuture<>();
    request(
        "viewer",
        () -> {
          first.countDown();
          return leave.join();
        });
    first.await();
    return leave;
  }

  private Thread request(String user, LargeRequests.Work<String> work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                requests.inTurn(
                    user,
                    LARGE,
                    () -> {
                      work.result();
                      handled.add(user);
                      return "";
                    });
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void waiting(Thread thread) {
    await().until(() -> thread.getState() == Thread.State.WAITING);
  }
}
