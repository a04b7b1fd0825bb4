package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.jolokia.JolokiaFixture.PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.REGION;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.basic;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose JSON nests deeply, wherever Jolokia reads JSON. */
class NestingTest {
  private static final String OPERATOR = basic("operator", PASSWORD);
  private static final int DEEP = 30_000;
  private static final String ARRAYS = "[".repeat(DEEP) + "]".repeat(DEEP);
  private static final String OBJECTS = "{\"a\":".repeat(DEEP / 5) + "1" + "}".repeat(DEEP / 5);

  @AutoClose private final JolokiaFixture jolokia = new JolokiaFixture(true);

  static Stream<String> bodies() {
    return Stream.of(ARRAYS, OBJECTS)
        .flatMap(
            deep ->
                Stream.of(
                    deep,
                    exec("\"arguments\":" + deep),
                    exec("\"arguments\":[\"online\"," + deep + "]"),
                    exec("\"arguments\":[{\"a\":" + deep + "}]"),
                    exec("\"config\":{\"a\":" + deep + "}"),
                    exec("\"path\":" + deep),
                    exec("\"unknown\":" + deep),
                    "[" + exec("\"arguments\":" + deep) + "]",
                    add("\"handback\":" + deep),
                    add("\"filter\":" + deep),
                    add("\"config\":" + deep),
                    // Jolokia parses this text
                    add("\"config\":\"" + deep.replace("\"", "\\\"") + "\""),
                    add("\"config\":\"" + "{\\u0022a\\u0022:\\u005b".repeat(1_000) + "\"")));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBodyThatNestsTooDeeplyIsRefused(String body) throws Exception {
    assertRefused(jolokia.http.send("POST", "/jolokia/", body, "Authorization", OPERATOR));
    assertThat(jolokia.operations).isEmpty();
  }

  @Test
  void aBodyInAnotherCharsetIsRefused() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/jolokia/".formatted(jolokia.http.server().getPort())))
            .header("Authorization", OPERATOR)
            .header("Content-Type", "application/json; charset=UTF-16")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    exec("\"arguments\":" + "[".repeat(10_000) + "]".repeat(10_000))
                        .getBytes(UTF_16)))
            .build();

    assertRefused(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/jolokia/notification/add/x/sse/io.daxkmem:*/%%20/%s",
        "/jolokia/?p=notification/add/x/sse/io.daxkmem:*/%%20/%s",
        "/jolokia/?p=%%256eotification/add/x/sse/io.daxkmem:*/%%20/%s",
      })
  void aPathThatNestsTooDeeplyIsRefused(String path) throws Exception {
    String config = URLEncoder.encode("{\"a\":".repeat(100) + "1" + "}".repeat(100), UTF_8);

    assertRefused(jolokia.http.send("GET", path.formatted(config), "", "Authorization", OPERATOR));
  }

  @Test
  void whatNestsAsDeeplyAsIsAllowedIsAnswered() throws Exception {
    int levels = Nesting.MOST - 1;
    String read =
        "{\"type\":\"read\",\"mbean\":\"%s\",\"attribute\":\"State\",\"unknown\":%s}"
            .formatted(REGION, "[".repeat(levels) + "]".repeat(levels));

    HttpResponse<String> response =
        jolokia.http.send("POST", "/jolokia/", read, "Authorization", OPERATOR);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"value\":\"offline\"");
  }

  private static void assertRefused(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("\"status\":400", "\"error\":\"JSON may nest at most 32 levels deep");
  }

  private static String exec(String more) {
    return "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"plan\",%s}".formatted(REGION, more);
  }

  private static String add(String more) {
    return "{\"type\":\"notification\",\"command\":\"add\",\"client\":\"x\",\"mode\":\"sse\",\"mbean\":\"%s\",%s}"
        .formatted(REGION, more);
  }
}
