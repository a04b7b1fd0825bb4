package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentTest {
  @ParameterizedTest
  @CsvSource({
    "10140, --web.listen-address=0.0.0.0:10140",
    "localhost:10140, --web.listen-address=localhost:10140",
    "[::1]:10140, --web.listen-address=[::1]:10140",
    "'10140,--path.sysfs=/host/sys', --web.listen-address=0.0.0.0:10140 --path.sysfs=/host/sys",
    "'--path.sysfs=/a,b,--simulate', '--path.sysfs=/a,b --simulate'",
    "'10140,', '--web.listen-address=0.0.0.0:10140,'",
    "--web.telemetry-path=/dax, --web.telemetry-path=/dax",
    "'', ''",
  })
  void optionsAreParsed(String options, String arguments) {
    assertThat(String.join(" ", Agent.arguments(options))).isEqualTo(arguments);
  }

  @Test
  void defaultsHoldWithoutOptions() {
    assertThat(Agent.arguments(null)).isEmpty();
  }
}
