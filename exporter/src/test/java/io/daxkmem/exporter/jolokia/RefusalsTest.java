package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.jolokia.JolokiaFixture.PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daxkmem.exporter.LogRecorder;
import io.daxkmem.mbeans.operation.RefusalLimit;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jolokia.json.JSONObject;
import org.jolokia.json.parser.JSONParser;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal has the form of Jolokia's errors. */
class RefusalsTest {
  private static final String OPERATOR = basic("operator", PASSWORD);
  private static final List<String> KNOWN = List.of("Authorization", OPERATOR);
  private static final String VERSION = "{\"type\":\"version\"}";

  @AutoClose private final JolokiaFixture jolokia = new JolokiaFixture(true);

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(400, "POST", "/jolokia/", "{", KNOWN),
        Arguments.of(400, "POST", "/jolokia/", "", KNOWN),
        Arguments.of(400, "POST", "/jolokia/", "7", KNOWN),
        Arguments.of(401, "POST", "/jolokia/", VERSION, List.of("Accept", "*/*")),
        Arguments.of(401, "GET", "/jolokia/", "", List.of("Authorization", "Bearer x")),
        Arguments.of(
            401, "POST", "/jolokia/", VERSION, List.of("Authorization", basic("operator", "é"))),
        Arguments.of(403, "GET", "/jolokia/?callback=f", "", KNOWN),
        Arguments.of(403, "GET", "/jolokia/", "", List.of("Origin", "http://evil.example")),
        Arguments.of(403, "OPTIONS", "/jolokia/", "", List.of("Origin", "http://evil.example")),
        Arguments.of(404, "GET", "/", "", KNOWN),
        Arguments.of(404, "GET", "/metrics", "", List.of("Accept", "*/*")),
        Arguments.of(405, "PUT", "/jolokia/", VERSION, KNOWN),
        Arguments.of(405, "DELETE", "/jolokia/", "", KNOWN),
        Arguments.of(405, "OPTIONS", "/jolokia/", "", KNOWN),
        Arguments.of(413, "POST", "/jolokia/", " ".repeat(RequestSize.MOST_BYTES + 1), KNOWN),
        Arguments.of(
            415,
            "POST",
            "/jolokia/",
            VERSION,
            List.of("Authorization", OPERATOR, "Content-Type", "text/json; charset=klingon")));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isJson(int status, String method, String path, String body, List<String> headers)
      throws Exception {
    HttpResponse<String> response =
        jolokia.http.send(method, path, body, headers.toArray(String[]::new));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("application/json; charset=utf-8");
    JSONObject json = new JSONParser().parse(response.body(), JSONObject.class);
    assertThat(json).containsOnlyKeys("status", "error", "error_type");
    assertThat(json.get("status")).isEqualTo((long) status);
    assertThat(json.get("error")).asString().isNotBlank();
    assertThat(json.get("error_type")).asString().matches("java\\.lang\\.\\w+Exception");
  }

  static Stream<String> longRequests() {
    String end = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    String known = "Authorization: " + OPERATOR + "\r\n";
    return Stream.of(
        "GET /" + "%1b".repeat(5000) + end + "\r\n",
        "GET /jolokia/" + "%1b".repeat(5000) + end + "\r\n",
        "GET /jolokia/" + "a".repeat(5000) + end + "\r\n",
        "A".repeat(5000) + " /jolokia/" + end + "\r\n",
        "POST /jolokia/"
            + end
            + known
            + "Content-Type: text/json; charset="
            + "a".repeat(5000)
            + "\r\nContent-Length: 2\r\n\r\n{}");
  }

  @ParameterizedTest
  @MethodSource("longRequests")
  void aLongRequestIsShortInTheLogAndTheAnswer(String request) throws Exception {
    assertThat(jolokia.http.raw(request)).contains("\"status\":4").hasSizeLessThan(2_000);

    assertThat(jolokia.log.lines()).singleElement().asString().contains("…").hasSizeLessThan(2_000);
  }

  @Test
  void refusalsWithoutEndAreCountedAndNotAllWritten() throws Exception {
    for (int i = 0; i < RefusalLimit.MOST + 7; i++) {
      jolokia.http.get("/");
    }

    jolokia.close();

    assertThat(jolokia.log.lines())
        .hasSize(RefusalLimit.MOST + 1)
        .last()
        .asString()
        .isEqualTo(
            "level=warn msg=\"more requests were refused, too many to log each one\""
                + " client=127.0.0.1 requests=7");
  }

  @Test
  void aRefusedMethodIsToldWhichAreAllowed() throws Exception {
    assertThat(
            jolokia
                .http
                .send("PUT", "/jolokia/", "", "Authorization", OPERATOR)
                .headers()
                .firstValue("Allow"))
        .hasValue("GET, POST");
  }

  @Test
  void aRefusalOfHeadHasNoBody() throws Exception {
    HttpResponse<String> response =
        jolokia.http.send("HEAD", "/jolokia/", "", "Authorization", OPERATOR);

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void answersOfJolokiaAreJsonByTheirHeaderToo() throws Exception {
    assertThat(
            jolokia
                .http
                .send("POST", "/jolokia/", VERSION, "Authorization", OPERATOR)
                .headers()
                .firstValue("Content-Type"))
        .hasValue("application/json; charset=utf-8");
  }

  @Test
  void eachRequestIsALineForWhoLooksForMistakes() throws Exception {
    try (LogRecorder log = new LogRecorder(Level.FINE)) {
      jolokia.http.send("POST", "/jolokia/?refused", VERSION);
      jolokia.http.send("POST", "/jolokia/?answered", VERSION, "Authorization", OPERATOR);

      await()
          .untilAsserted(
              () ->
                  assertThat(log.lines())
                      .anyMatch(line -> line.contains("path=/jolokia/?refused status=401"))
                      .anyMatch(line -> line.contains("path=/jolokia/?answered status=200")));
    }
  }
}
