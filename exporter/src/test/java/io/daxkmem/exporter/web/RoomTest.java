package io.daxkmem.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoomTest {
  private static final Duration GRACE = Duration.ofMillis(50);

  private final Queue<Runnable> looks = new ArrayDeque<>();

  @Test
  void aClientIsNotCutOffForATimeInWhichTheServerWasHeldUp() {
    Client client = new Client();
    try (LookByHand clock = new LookByHand()) {
      Room room = new Room(1, GRACE, () -> Stream.of(client), clock);
      room.enter("first", () -> {});
      room.enter("second", () -> {});

      // no look in this time
      await().until(() -> client.stood() > GRACE.multipliedBy(4).toNanos());
      looks.remove().run();

      assertThat(client.isCutOff()).isFalse();
    }
  }

  @Test
  void aClientThatWasIdleForItsGraceIsCutOff() {
    Client client = new Client();
    try (LookByHand clock = new LookByHand()) {
      Room room = new Room(1, GRACE, () -> Stream.of(client), clock);
      room.enter("first", () -> {});
      await().until(() -> client.stood() > GRACE.multipliedBy(4).toNanos());
      room.enter("second", () -> {});

      looks.remove().run();

      assertThat(client.isCutOff()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** Keeps what is scheduled. */
  private final class LookByHand extends ScheduledThreadPoolExecutor implements AutoCloseable {
    LookByHand() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable look, long delay, TimeUnit unit) {
      looks.add(look);
      return super.schedule(() -> {}, 0, unit);
    }

    @Override
    public void close() {
      shutdownNow();
    }
  }
}
