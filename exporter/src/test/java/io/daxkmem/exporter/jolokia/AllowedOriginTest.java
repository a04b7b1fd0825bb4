package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.jolokia.JolokiaFixture.ONLINE_MOVABLE;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.basic;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access with one allowed origin, as a console in a browser needs it. */
class AllowedOriginTest {
  private static final String OPERATOR = basic("operator", PASSWORD);

  private JolokiaFixture jolokia;

  @BeforeEach
  void start() throws IOException {
    jolokia = new JolokiaFixture(JolokiaFixture.control(Optional.of("http://127.0.0.1:8080")));
  }

  @AfterEach
  void stop() {
    jolokia.close();
  }

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
    assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
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

  private HttpResponse<String> post(String... headers) throws Exception {
    return jolokia.http.send("POST", "/jolokia/", ONLINE_MOVABLE, headers);
  }
}
