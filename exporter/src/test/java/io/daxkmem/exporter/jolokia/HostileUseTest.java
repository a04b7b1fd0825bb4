package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.jolokia.JolokiaFixture.PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.REGION;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.VIEWERS_PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.basic;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile requests. They change and leak nothing, and the next valid request is answered. */
class HostileUseTest {
  private static final String OPERATOR = basic("operator", PASSWORD);
  private static final String VIEWER = basic("viewer", VIEWERS_PASSWORD);
  private static final List<String> OPERATIONS =
      List.of(
          exec("online", ""),
          exec("onlineMovable", ""),
          exec("onlineKernel", ""),
          exec("offline", "\"dax0.0\""),
          exec("unplug", "\"dax0.0\""),
          exec("changeState", "\"online\",0,\"dax0.0\""),
          exec("cancel", ""));

  @AutoClose private final JolokiaFixture jolokia = new JolokiaFixture(true);

  @AfterEach
  void nothingChangedAndTheNextHonestRequestIsAnswered() throws Exception {
    assertThat(jolokia.state()).isEqualTo("offline");
    assertThat(post(exec("onlineMovable", ""), "Authorization", OPERATOR).body())
        .contains("\"status\":200");
    assertThat(jolokia.state()).isEqualTo("online_movable");
  }

  static Stream<List<String>> headersOfTheWrongPeople() {
    return Stream.of(
        List.of("Accept", "*/*"),
        List.of("Authorization", basic("operator", "wrong")),
        List.of("Authorization", basic("viewer", PASSWORD)),
        List.of("Authorization", VIEWER),
        List.of("Authorization", VIEWER, "X-Forwarded-User", "operator"),
        List.of("Authorization", OPERATOR, "Origin", "http://evil.example"),
        List.of(
            "Authorization",
            OPERATOR,
            "Origin",
            "http://evil.example",
            "Content-Type",
            "text/plain"));
  }

  @ParameterizedTest
  @MethodSource("headersOfTheWrongPeople")
  void operationsOfTheWrongPeopleAreRefused(List<String> headers) throws Exception {
    for (String operation : OPERATIONS) {
      assertRefused(post(operation, headers.toArray(String[]::new)));
      assertRefused(post("[" + operation + "]", headers.toArray(String[]::new)));
    }
  }

  @Test
  void operationsByGetAreRefused() throws Exception {
    for (String operation :
        List.of(
            "online",
            "onlineMovable",
            "onlineKernel",
            "offline/dax0.0",
            "unplug/dax0.0",
            "changeState/online/0/dax0.0",
            "cancel",
            "plan/online")) {
      assertRefused(
          jolokia.http.send(
              "GET", "/jolokia/exec/" + REGION + "/" + operation, "", "Authorization", OPERATOR));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.daxkmem:type=Region,*",
        "io.daxkmem:*",
        "*:type=Region,device=dax0.0",
        "io.daxkme?:type=Region,device=dax0.0",
        "java.lang:type=Memory",
        "java.lang:*",
        "com.sun.management:type=DiagnosticCommand",
        "java.util.logging:type=Logging",
        "JMImplementation:type=MBeanServerDelegate",
      })
  void operationsOnPatternsAndOtherMBeansAreRefused(String mbean) throws Exception {
    for (String operation : List.of("cancel", "gc", "vmSystemProperties", "getLoggerLevel")) {
      HttpResponse<String> response =
          post(
              "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"%s\",\"arguments\":[]}"
                  .formatted(mbean, operation),
              "Authorization",
              OPERATOR);
      assertRefused(response);
    }
  }

  @Test
  void anAttributeAskedForAThousandTimesIsRefused() throws Exception {
    String attributes = "\"State\"" + ",\"State\"".repeat(999);

    assertRefused(
        post(
            "{\"type\":\"read\",\"mbean\":\"io.daxkmem:*\",\"attribute\":[%s]}"
                .formatted(attributes),
            "Authorization",
            VIEWER));
  }

  @Test
  void proxyTargetsAreRefused() throws Exception {
    for (String url :
        List.of("service:jmx:rmi:///jndi/rmi://127.0.0.1:1/jmxrmi", "http://127.0.0.1:1/", "x")) {
      for (String operation : OPERATIONS) {
        assertRefused(
            post(
                operation.replaceFirst("}$", ",\"target\":{\"url\":\"" + url + "\"}}"),
                "Authorization",
                OPERATOR));
      }
    }
  }

  @Test
  void tenThousandBulkRequestsAreRefused() throws Exception {
    try {
      HttpResponse<String> response =
          post(bulk(exec("online", ""), 10_000), "Authorization", VIEWER);

      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(response.body()).contains("split it into several");
      assertThat(response.headers().firstValue("Connection")).contains("close");
      assertNoLeak(response);
    } catch (IOException e) {
      // the server closed the connection while we were sending
    }
  }

  @Test
  void theLargestBulkRequestIsAnswered() throws Exception {
    String refused = exec("online", "");
    int most = (RequestSize.MOST_BYTES - 1) / (refused.length() + 1);

    HttpResponse<String> response = post(bulk(refused, most), "Authorization", VIEWER);

    assertThat(response.body().split("\"status\":403", -1)).hasSize(most + 1);
    assertThat(response.body()).doesNotContain("\"status\":200");
    assertNoLeak(response);
  }

  @Test
  void listsBeyondTheAnswerMemoryAreRefused() throws Exception {
    int most = RequestSize.MOST_BYTES / 16 - 1;

    HttpResponse<String> response =
        post(bulk("{\"type\":\"list\"}", most), "Authorization", VIEWER);

    assertThat(response.body())
        .contains("\"status\":200", "ask for less at once, or try again later");
    assertThat(response.body()).hasSizeLessThan(16 << 20);
    await().until(() -> refusals("ask for less at once, or try again later") == 1);
    assertThat(post("{\"type\":\"list\"}", "Authorization", VIEWER).body())
        .contains("\"status\":200");
    assertNoLeak(response);
  }

  @Test
  @Timeout(120)
  void clientsThatDoNotReadHoldUpNoOther() throws Exception {
    String large = bulk("{\"type\":\"list\"}", 100);
    String request =
        "POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(VIEWER, large.length(), large);
    List<Socket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 80; i++) {
        Socket client = new Socket();
        clients.add(client);
        client.setReceiveBufferSize(4096);
        client.connect(jolokia.http.server());
        client.getOutputStream().write(request.repeat(20).getBytes(UTF_8));
      }

      assertThat(post("{\"type\":\"version\"}", "Authorization", OPERATOR).body())
          .contains("\"status\":200");
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  @Test
  @Timeout(25) // a client that takes nothing is disconnected after 30 s
  void anAnswerThatIsNotTakenHoldsUpNoOther() throws Exception {
    String lists = bulk("{\"type\":\"list\"}", RequestSize.MOST_BYTES / 16 - 1);
    try (Socket deaf = new Socket()) {
      deaf.setReceiveBufferSize(4096);
      deaf.connect(jolokia.http.server());
      deaf.getOutputStream()
          .write(
              "POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(VIEWER, lists.length(), lists)
                  .getBytes(UTF_8));
      assertThat(deaf.getInputStream().read()).isEqualTo('H');

      String reads = bulk("{\"type\":\"read\",\"mbean\":\"" + REGION + "\"}", 30);
      for (String user : List.of(OPERATOR, VIEWER)) {
        assertThat(post(reads, "Authorization", user).body())
            .contains("\"status\":200")
            .doesNotContain(AnswerMemory.FULL);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {RequestSize.MOST_BYTES, 1 << 20, 8 << 20})
  void anOversizedRequestIsRefused(int size) throws Exception {
    String body = "{\"type\":\"version\",\"x\":\"" + "x".repeat(size) + "\"}";
    try {
      assertThat(post(body, "Authorization", OPERATOR).statusCode()).isEqualTo(413);
    } catch (IOException e) {
      // the server closed the connection while we were sending
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[[],", "{\"type\":\"exec\",\"arguments\":["})
  void deeplyNestedJsonIsRefused(String level) throws Exception {
    HttpResponse<String> response =
        post(level.repeat(RequestSize.MOST_BYTES / level.length()), "Authorization", OPERATOR);

    assertThat(response.body()).doesNotContain("\"status\":200");
    assertNoLeak(response);
  }

  @Test
  void aVeryDeepPathLeaksNothing() throws Exception {
    HttpResponse<String> response =
        jolokia.http.send(
            "GET",
            "/jolokia/read/" + REGION + "/State/" + "a/".repeat(2_000),
            "",
            "Authorization",
            VIEWER);

    assertNoLeak(response);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 42, 20261124})
  void randomRequestsChangeNothing(long seed) throws Exception {
    HostileRequests requests = new HostileRequests(new Random(seed));
    for (int i = 0; i < 1_700; i++) {
      HostileRequests.Request request = requests.next();
      HttpResponse<String> response;
      try {
        response =
            jolokia.http.send(
                request.method(), request.path(), request.body(), "Authorization", VIEWER);
      } catch (IllegalArgumentException e) {
        continue; // not a URI, so no client can send it
      } catch (IOException e) {
        continue; // Jolokia closed the connection: it counts characters instead of bytes of its
        // error message
      }
      assertNoLeak(response);
    }
  }

  private long refusals(String reason) {
    return jolokia.log.lines().stream().filter(line -> line.contains(reason)).count();
  }

  private static void assertRefused(HttpResponse<String> response) {
    assertThat(response.statusCode()).isIn(200, 401, 403);
    assertThat(response.body()).doesNotContain("\"status\":200");
    assertNoLeak(response);
  }

  /** Fails on a stack trace or a path of this machine. */
  private static void assertNoLeak(HttpResponse<String> response) {
    assertThat(response.body())
        .doesNotContain("\tat ", "\\tat ", "stacktrace", ".java:", ".jar", "/home/", "/root")
        .doesNotContain(System.getProperty("user.dir"), System.getProperty("java.home"));
  }

  private static String bulk(String request, int times) {
    return Collections.nCopies(times, request).stream().collect(joining(",", "[", "]"));
  }

  private static String exec(String operation, String arguments) {
    return "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"%s\",\"arguments\":[%s]}"
        .formatted(REGION, operation, arguments);
  }

  private HttpResponse<String> post(String body, String... headers) throws Exception {
    return jolokia.http.send("POST", "/jolokia/", body, headers);
  }
}
