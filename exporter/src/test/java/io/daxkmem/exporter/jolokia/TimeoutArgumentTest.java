package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.jolokia.JolokiaFixture.PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.REGION;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.basic;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timeouts in JSON. */
class TimeoutArgumentTest {
  private static final String SIGNATURE = "(java.lang.String,long,java.lang.String)";

  @AutoClose private final JolokiaFixture jolokia = new JolokiaFixture(true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.5",
        "-0.5",
        "0.999999999999999999999",
        "1e-400",
        "1e19",
        "1e30",
        "1e400",
        "1e999999999",
        "9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        "-1",
        "-1.0",
        "1.5",
        "\"0.5\"",
        "\"1e30\"",
        "\"-1\"",
        "\"NaN\"",
        "\"Infinity\"",
        "\"9223372036854775808\"",
        "\"\"",
        "\" \"",
        "\"[null]\"",
        "null",
        "true",
        "[]",
        "[1]",
        "{}",
      })
  void aTimeoutThatIsNoNumberOfSecondsIsRefusedAndNothingIsTried(String timeout) throws Exception {
    for (String operation : new String[] {"changeState", "changeState" + SIGNATURE}) {
      assertThat(changeState(operation, timeout))
          .contains("\"status\":500", "timeoutSeconds is ", "give a whole number of seconds")
          .doesNotContain("stacktrace");
    }
    assertThat(jolokia.state()).isEqualTo("offline");
    assertThat(jolokia.operations).isEmpty();
  }

  @Test
  void inABulkRequestOnlyThatOneIsRefused() throws Exception {
    String answer = post("[" + request("changeState", "0.5") + "," + request("plan") + "]");

    assertThat(answer).contains("timeoutSeconds is 0.5: ", "\"status\":500", "\"status\":200");
    assertThat(jolokia.state()).isEqualTo("offline");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "30", "3e1", "30.0", "\"30\"", "9223372036854775807"})
  void aWholeNumberOfSecondsIsATimeout(String timeout) throws Exception {
    assertThat(changeState("changeState", timeout)).contains("\"status\":200", "dax0.0 is online");
    assertThat(jolokia.state()).isEqualTo("online");
  }

  private String changeState(String operation, String timeout) throws Exception {
    return post(request(operation, timeout));
  }

  private String post(String body) throws Exception {
    return jolokia
        .http
        .send("POST", "/jolokia/", body, "Authorization", basic("operator", PASSWORD))
        .body();
  }

  private static String request(String operation, String timeout) {
    return "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"%s\",\"arguments\":[\"online\",%s,\"\"]}"
        .formatted(REGION, operation, timeout);
  }

  private static String request(String plan) {
    return "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"%s\",\"arguments\":[\"online\"]}"
        .formatted(REGION, plan);
  }
}
