package io.daxkmem.exporter.web.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicLong nanos = new AtomicLong();
  private final RateLimit limit = new RateLimit(Duration.ofSeconds(1), 2, nanos::get);

  @Test
  void aBurstIsLetThroughAndNoMore() {
    assertThat(limit.take()).isTrue();
    assertThat(limit.take()).isTrue();
    assertThat(limit.take()).isFalse();
  }

  @Test
  void anIntervalLaterThereIsOneMore() {
    limit.take();
    limit.take();
    nanos.addAndGet(999_999_999);
    assertThat(limit.take()).isFalse();
    nanos.addAndGet(2);
    assertThat(limit.take()).isTrue();
    assertThat(limit.take()).isFalse();
  }

  @Test
  void nothingIsSavedUpBeyondABurst() {
    nanos.addAndGet(Duration.ofDays(1).toNanos());
    aBurstIsLetThroughAndNoMore();
  }

  @Test
  void withoutALimitThereIsNone() {
    RateLimit none = RateLimit.none();
    for (int i = 0; i < 1000; i++) {
      assertThat(none.take()).isTrue();
    }
  }
}
