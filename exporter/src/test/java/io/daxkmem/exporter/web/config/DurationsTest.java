package io.daxkmem.exporter.web.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "1s, PT1S",
    "500ms, PT0.5S",
    "1.5s, PT1.5S",
    "1m30s, PT90S",
    "2h, PT2H",
    "7ns, PT0.000000007S"
  })
  void durationsAreReadAsGoWritesThem(String text, Duration duration) {
    assertThat(Durations.parse(text)).hasValue(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "s", "-1s", "1 s", "1sec", "1s!", "1.s"})
  void otherTextsAreNone(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }
}
