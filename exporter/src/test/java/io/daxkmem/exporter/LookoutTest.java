package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LookoutTest {
  private final Lookout patient = new Lookout(Duration.ofDays(1));

  @Test
  void looksAgainUntilItIsSo() {
    AtomicInteger looks = new AtomicInteger();

    patient.await(() -> looks.incrementAndGet() == 3);

    assertThat(looks).hasValue(3);
  }

  @Test
  void givesUpWhenItsTimeIsOver() {
    AtomicInteger looks = new AtomicInteger();

    new Lookout(Duration.ofMillis(1)).await(() -> looks.incrementAndGet() == 0);

    assertThat(looks).hasPositiveValue();
  }

  @Test
  void givesUpWhenItsThreadIsStopped() {
    Thread.currentThread().interrupt();

    patient.await(() -> false);

    assertThat(Thread.interrupted()).isTrue();
  }
}
