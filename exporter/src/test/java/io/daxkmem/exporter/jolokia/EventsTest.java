package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.jolokia.JolokiaFixture.REGION;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.VIEWERS_PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.basic;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daxkmem.region.Transition;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notifications as server-sent events. */
@Timeout(60)
class EventsTest {
  private static final String VIEWER = basic("viewer", VIEWERS_PASSWORD);

  private JolokiaFixture jolokia;

  @BeforeEach
  void start() throws IOException {
    jolokia = new JolokiaFixture(true);
  }

  @AfterEach
  void stop() {
    jolokia.close();
  }

  @Test
  void aStateChangeIsSent() throws Exception {
    String client = register();
    List<String> lines = open(client);
    listen(client, REGION);

    jolokia.regions.change("dax0.0", Transition.ONLINE_MOVABLE);

    await().until(() -> lines.stream().anyMatch(line -> line.startsWith("data: ")));
    assertThat(lines)
        .filteredOn(line -> line.startsWith("data: "))
        .singleElement()
        .asString()
        .contains("\"attributeName\":\"State\"", "\"newValue\":\"online_movable\"")
        .contains("\"message\":\"dax0.0 is online_movable; it was offline\"");
  }

  @Test
  void aPatternOfOurMBeansCanBeSubscribed() throws Exception {
    String client = register();
    List<String> lines = open(client);
    listen(client, "io.daxkmem:*");

    jolokia.regions.change("dax1.0", Transition.ONLINE);

    await().until(() -> lines.stream().anyMatch(line -> line.contains("dax1.0 is online")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JMImplementation:type=MBeanServerDelegate",
        "java.lang:type=Memory",
        "java.lang:*",
        "*:*",
        "*:type=Region,device=dax0.0",
      })
  void subscribingToOtherMBeansIsRefused(String mbean) throws Exception {
    String client = register();

    assertThat(notification("add/" + client + "/sse/" + mbean)).contains("\"status\":403");
    assertThat(
            post(
                "{\"type\":\"notification\",\"command\":\"add\",\"client\":\"%s\",\"mode\":\"sse\",\"mbean\":\"%s\"}"
                    .formatted(client, mbean)))
        .contains("\"status\":403");
  }

  @Test
  void subscribingNeedsAPassword() throws Exception {
    assertThat(jolokia.http.get("/jolokia/notification/register").statusCode()).isEqualTo(401);
  }

  @Test
  void aClientThatDoesNotReadHoldsUpNoOther() throws Exception {
    String deaf = register();
    listen(deaf, REGION);
    try (Socket socket =
        new Socket(jolokia.http.server().getAddress(), jolokia.http.server().getPort())) {
      socket.setReceiveBufferSize(1024);
      socket
          .getOutputStream()
          .write(
              "GET /jolokia/notification/open/%s/sse HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n\r\n"
                  .formatted(deaf, VIEWER)
                  .getBytes(UTF_8));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      String client = register();
      List<String> lines = open(client);
      listen(client, "io.daxkmem:type=Region,device=dax1.0");
      for (int i = 0; i < 2_000; i++) {
        jolokia.regions.change("dax0.0", Transition.ONLINE);
        jolokia.regions.change("dax0.0", Transition.OFFLINE);
      }

      jolokia.regions.change("dax1.0", Transition.ONLINE);

      await().until(() -> lines.stream().anyMatch(line -> line.contains("dax1.0 is online")));
      assertThat(notification("unregister/" + deaf)).contains("\"status\":200");
    }
  }

  @Test
  void theOldestOfTooManyClientsIsDropped() throws Exception {
    String eldest = register();
    List<String> lines = open(eldest);
    listen(eldest, REGION);
    for (int i = 0; i < 40; i++) {
      register();
    }

    assertThat(notification("ping/" + eldest)).contains("No client", "\"status\":500");
    await().until(() -> lines.contains("the end"));
    assertThat(notification("ping/" + register())).contains("\"status\":200");
  }

  private String register() throws Exception {
    Matcher id = Pattern.compile("\"id\":\"([-0-9a-f]+)\"").matcher(notification("register"));
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  private void listen(String client, String mbean) throws Exception {
    assertThat(notification("add/" + client + "/sse/" + mbean)).contains("\"status\":200");
  }

  /** Collects the lines received, and a last line when the stream ends. */
  private List<String> open(String client) throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    HttpResponse<Stream<String>> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "http://127.0.0.1:%d/jolokia/notification/open/%s/sse"
                                .formatted(jolokia.http.server().getPort(), client)))
                    .header("Authorization", VIEWER)
                    .build(),
                HttpResponse.BodyHandlers.ofLines());
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("text/event-stream;charset=UTF-8");
    var unused =
        CompletableFuture.runAsync(() -> response.body().forEach(lines::add))
            .whenComplete((nothing, failure) -> lines.add("the end"));
    return lines;
  }

  private String notification(String path) throws Exception {
    return jolokia
        .http
        .send("GET", "/jolokia/notification/" + path, "", "Authorization", VIEWER)
        .body();
  }

  private String post(String body) throws Exception {
    return jolokia.http.send("POST", "/jolokia/", body, "Authorization", VIEWER).body();
  }
}
