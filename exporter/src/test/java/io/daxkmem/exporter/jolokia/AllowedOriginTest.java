package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.jolokia.JolokiaFixture.ONLINE_MOVABLE;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.basic;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access with one allowed origin, as a console in a browser needs it. */
class AllowedOriginTest {
  private static final String OPERATOR = basic("operator", PASSWORD);

  private static final String PAGE = "http://127.0.0.1:8080";

  @AutoClose
  private final JolokiaFixture jolokia =
      new JolokiaFixture(JolokiaFixture.control(Optional.of(PAGE)));

  @ParameterizedTest
  @CsvSource({
    "Origin, http://127.0.0.1:8080",
    "Referer, http://127.0.0.1:8080/hawtio/jmx",
    "Referer, http://127.0.0.1:8080/",
  })
  void itsPagesMayOperate(String header, String value) throws Exception {
    HttpResponse<String> response =
        post("Authorization", OPERATOR, header, value, "Sec-Fetch-Site", "same-origin");

    assertThat(response.body()).contains("\"status\":200");
    assertThat(jolokia.state()).isEqualTo("online_movable");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://127.0.0.1",
    "Origin, https://127.0.0.1:8080",
    "Origin, http://127.0.0.1:80801",
    "Origin, http://127.0.0.1:8080.evil.example",
    "Origin, null",
    "Referer, http://127.0.0.1:8080@evil.example/",
    "Referer, http://evil.example/http://127.0.0.1:8080/",
    "Sec-Fetch-Site, same-origin",
  })
  void otherPagesMayNot(String header, String value) throws Exception {
    assertThat(post("Authorization", OPERATOR, header, value).statusCode()).isEqualTo(403);
    assertThat(jolokia.state()).isEqualTo("offline");
  }

  @Test
  void originAndRefererMustBothMatch() throws Exception {
    HttpResponse<String> response =
        post(
            "Authorization",
            OPERATOR,
            "Origin",
            "http://127.0.0.1:8080",
            "Referer",
            "http://evil.example/");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(jolokia.state()).isEqualTo("offline");
  }

  @Test
  void itsPagesNeedAPassword() throws Exception {
    assertThat(post("Origin", "http://127.0.0.1:8080").statusCode()).isEqualTo(401);
    assertThat(jolokia.state()).isEqualTo("offline");
  }

  @Test
  void itsPagesMayReadTheAnswerAndRefusals() throws Exception {
    for (HttpResponse<String> response :
        List.of(
            post("Authorization", OPERATOR, "Origin", PAGE),
            post("Authorization", basic("operator", "wrong"), "Origin", PAGE),
            post("Origin", PAGE))) {
      assertThat(header(response, "Access-Control-Allow-Origin")).hasValue(PAGE);
      assertThat(header(response, "Access-Control-Allow-Credentials")).hasValue("true");
      assertThat(header(response, "Vary")).hasValue("Origin");
    }
  }

  @Test
  void withoutAnOriginNobodyIsToldWhatIsAllowed() throws Exception {
    assertThat(post("Authorization", OPERATOR).headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | authorization,content-type",
        "POST | Authorization, Content-Type, X-Requested-With",
        "GET | authorization",
        "GET |",
      })
  void aBrowserThatAsksForItsPagesIsToldThatTheyMay(String method, String headers)
      throws Exception {
    HttpResponse<String> response = preflight(PAGE, method, headers == null ? "" : headers);

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(header(response, "Access-Control-Allow-Origin")).hasValue(PAGE);
    assertThat(header(response, "Access-Control-Allow-Credentials")).hasValue("true");
    assertThat(header(response, "Access-Control-Allow-Methods").orElseThrow()).contains(method);
    assertThat(header(response, "Access-Control-Allow-Headers").orElseThrow())
        .contains("authorization", "content-type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://evil.example | POST | authorization",
        "http://127.0.0.1:8080.evil.example | POST | authorization",
        "https://127.0.0.1:8080 | POST | authorization",
        "null | GET | authorization",
        "http://127.0.0.1:8080 | DELETE | authorization",
        "http://127.0.0.1:8080 | PUT | authorization",
        "http://127.0.0.1:8080 | POST | authorization, x-forwarded-user",
      })
  void aBrowserThatAsksForAnythingElseIsRefused(String origin, String method, String headers)
      throws Exception {
    HttpResponse<String> response = preflight(origin, method, headers);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
  }

  private HttpResponse<String> preflight(String origin, String method, String headers)
      throws Exception {
    List<String> asked =
        new ArrayList<>(List.of("Origin", origin, "Access-Control-Request-Method", method));
    if (!headers.isEmpty()) {
      asked.addAll(List.of("Access-Control-Request-Headers", headers));
    }
    return jolokia.http.send("OPTIONS", "/jolokia/", "", asked.toArray(String[]::new));
  }

  private static Optional<String> header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name);
  }

  private HttpResponse<String> post(String... headers) throws Exception {
    return jolokia.http.send("POST", "/jolokia/", ONLINE_MOVABLE, headers);
  }
}
