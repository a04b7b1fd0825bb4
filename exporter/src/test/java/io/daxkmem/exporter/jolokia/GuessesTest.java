package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.jolokia.JolokiaFixture.ONLINE_MOVABLE;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Wrong passwords, each of which waits an hour for its answer. */
@Timeout(60)
class GuessesTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @AutoClose
  private final JolokiaFixture jolokia =
      new JolokiaFixture(
          JolokiaFixture.control(Optional.empty()), JolokiaAgent.ANSWER_BYTES, Duration.ofHours(1));

  private final List<CompletableFuture<HttpResponse<String>>> guesses = new ArrayList<>();

  @Test
  void whoFailsWaitsAndWhoDoesNotIsAnswered() throws Exception {
    for (int i = 0; i < LateRefusals.MOST; i++) {
      guess(i);
    }

    operate();
    assertThat(guesses).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void moreThanMayWaitLockNobodyOut() throws Exception {
    int more = 10;
    for (int i = 0; i < LateRefusals.MOST + more; i++) {
      guess(i);
    }

    await().until(() -> guesses.stream().filter(CompletableFuture::isDone).count() == more);
    operate();
    assertThat(guesses.subList(0, more))
        .allSatisfy(guess -> assertThat(guess.join().statusCode()).isEqualTo(401));
    assertThat(guesses.subList(more, guesses.size())).noneMatch(CompletableFuture::isDone);
  }

  /** Returns when the server has read it. */
  private void guess(int number) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/jolokia/".formatted(jolokia.http.server().getPort())))
            .header("Authorization", basic("operator", "guess " + number))
            .POST(HttpRequest.BodyPublishers.ofString(ONLINE_MOVABLE))
            .build();
    guesses.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
    await().until(() -> jolokia.log.lines().size() == number + 1);
  }

  private void operate() throws Exception {
    assertThat(
            jolokia
                .http
                .send(
                    "POST",
                    "/jolokia/",
                    ONLINE_MOVABLE,
                    "Authorization",
                    basic("operator", PASSWORD))
                .body())
        .contains("\"status\":200");
  }
}
