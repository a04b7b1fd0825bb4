package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.jolokia.JolokiaFixture.ONLINE_MOVABLE;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.REGION;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.VIEWERS_PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.basic;
import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.mbeans.operation.EndedOperation;
import io.daxkmem.mbeans.operation.Outcome;
import io.daxkmem.mbeans.operation.Requester;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access with operations enabled. */
class ControlTest {
  private static final String RIGHT = basic("operator", PASSWORD);
  private static final String VIEWER = basic("viewer", VIEWERS_PASSWORD);

  @AutoClose private final JolokiaFixture jolokia = new JolokiaFixture(true);

  @AfterEach
  void everyRequestLeftTheServerWorking() throws Exception {
    assertThat(read("State")).contains("\"status\":200");
  }

  @Test
  void anOperationChangesTheRegion() throws Exception {
    HttpResponse<String> response = post(ONLINE_MOVABLE, "Authorization", RIGHT);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"status\":200");
    assertThat(jolokia.state()).isEqualTo("online_movable");
    assertThat(read("State")).contains("\"value\":\"online_movable\"");
  }

  @Test
  void anOperationIsAttributedToUserAndAddress() throws Exception {
    post(ONLINE_MOVABLE, "Authorization", RIGHT);

    assertThat(jolokia.operations)
        .singleElement()
        .extracting(EndedOperation::requester)
        .asInstanceOf(InstanceOfAssertFactories.type(Requester.class))
        .returns("operator", Requester::user)
        .extracting(Requester::client)
        .asString()
        .matches("127\\.0\\.0\\.1:\\d+");
  }

  /** It would end with the first that fails, and say nothing of those that it has changed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.daxkmem:type=Region,*",
        "io.daxkmem:type=Region,device=dax?.0",
        "io.daxkmem:*"
      })
  void anOperationIsOfOneRegion(String pattern) throws Exception {
    String body = post(ONLINE_MOVABLE.replace(REGION, pattern), "Authorization", RIGHT).body();

    assertThat(body).contains("\"status\":403", "send one request for each");
    assertThat(jolokia.operations).isEmpty();
    assertThat(jolokia.state()).isEqualTo("offline");
  }

  @ParameterizedTest
  @CsvSource({
    "online, ",
    "onlineMovable, ",
    "onlineKernel, ",
    "offline, dax0.0",
    "unplug, dax0.0",
    "cancel, ",
  })
  void aViewerCannotChangeARegion(String operation, String argument) throws Exception {
    String body =
        post(exec(operation, argument == null ? "" : '"' + argument + '"'), "Authorization", VIEWER)
            .body();

    assertThat(body).contains("a viewer may read and plan", "\"status\":403");
    assertThat(jolokia.state()).isEqualTo("offline");
    assertThat(jolokia.operations)
        .allSatisfy(refused -> assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED));
  }

  @Test
  void aViewerMayReadAndPlan() throws Exception {
    assertThat(
            jolokia
                .http
                .send("GET", "/jolokia/read/" + REGION + "/State", "", "Authorization", VIEWER)
                .body())
        .contains("\"value\":\"offline\"");
    assertThat(post(exec("plan", "\"online\""), "Authorization", VIEWER).body())
        .contains("\"value\":[\"yes\",");
  }

  @Test
  void aViewersAttemptIsAudited() throws Exception {
    post(exec("unplug", "\"dax0.0\""), "Authorization", VIEWER);

    String record =
        post(
                "{\"type\":\"read\",\"mbean\":\"io.daxkmem:type=Regions\","
                    + "\"attribute\":\"LastOperations\"}",
                "Authorization",
                VIEWER)
            .body();

    assertThat(record)
        .contains("\\\"user\\\":\\\"viewer\\\",\\\"client\\\":\\\"127.0.0.1:")
        .contains("\\\"to\\\":\\\"unplugged\\\",\\\"outcome\\\":\\\"refused\\\"");
  }

  @Test
  void aRefusalByTheKernelIsASentenceWithoutStackTrace() throws Exception {
    post(ONLINE_MOVABLE, "Authorization", RIGHT);

    HttpResponse<String> response =
        jolokia.http.send(
            "POST",
            "/jolokia/?includeStackTrace=true&serializeException=true",
            ONLINE_MOVABLE.replace("onlineMovable", "online"),
            "Authorization",
            RIGHT);

    assertThat(response.body())
        .contains("\"error\":\"", "dax0.0")
        .doesNotContain("\"status\":200", "stacktrace", "error_value", "\\tat ");
    assertThat(jolokia.state()).isEqualTo("online_movable");
  }

  @Test
  void operationsNeedCredentials() throws Exception {
    HttpResponse<String> response = post(ONLINE_MOVABLE);

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValue("Basic realm=\"dax-kmem-exporter\", charset=\"UTF-8\"");
    assertNothingDone();
    assertThat(jolokia.log.lines())
        .singleElement()
        .asString()
        .matches(
            "level=warn msg=\"request refused\" reason=\"no credentials\""
                + " client=127\\.0\\.0\\.1:\\d+ method=POST path=/jolokia/");
  }

  @Test
  void readingNeedsCredentials() throws Exception {
    for (String path : List.of("", "/", "/list", "/version", "/config", "/read/" + REGION)) {
      assertThat(jolokia.http.get("/jolokia" + path).statusCode()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "operator, wrong",
    "operator, ''",
    "viewer, right:one é",
    "operator, look but touch not",
    "'', right:one é",
    "root, right:one é",
  })
  void wrongCredentialsAreRefused(String user, String password) throws Exception {
    assertThat(post(ONLINE_MOVABLE, "Authorization", basic(user, password)).statusCode())
        .isEqualTo(401);
    assertThat(jolokia.log.lines())
        .singleElement()
        .asString()
        .contains("reason=\"wrong user or password\"")
        .doesNotContain("right:one");
    assertNothingDone();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "Basic !!!", "Basic b3BlcmF0b3I=", "Bearer x", "x", "Basic =="})
  void malformedCredentialsAreRefused(String header) throws Exception {
    assertThat(post(ONLINE_MOVABLE, "Authorization", header).statusCode()).isEqualTo(401);
    assertNothingDone();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/jolokia/exec/io.daxkmem:type=Region,device=dax0.0/onlineMovable",
        "/jolokia/?p=exec/io.daxkmem:type=Region,device=dax0.0/onlineMovable",
        "/jolokia?p=/exec/io.daxkmem:type=Region,device=dax0.0/onlineMovable",
        "/jolokia/?%70=%65xec/io.daxkmem:type=Region,device=dax0.0/onlineMovable",
        "/jolokia//exec/io.daxkmem:type=Region,device=dax0.0/onlineMovable",
        "/jolokia/%65xec/io.daxkmem:type=Region,device=dax0.0/onlineMovable",
        "/jolokia/EXEC/io.daxkmem:type=Region,device=dax0.0/onlineMovable",
        "/jolokia/exec/io.daxkmem:type=Region,*/onlineMovable",
        "/jolokiaexec/io.daxkmem:type=Region,device=dax0.0/onlineMovable",
      })
  void operationsByGetAreRefused(String path) throws Exception {
    String body = jolokia.http.send("GET", path, "", "Authorization", RIGHT).body();

    assertThat(body).doesNotContain("\"status\":200");
    assertNothingDone();
  }

  @Test
  void aRefusedGetIsLoggedWithItsUser() throws Exception {
    String path = "/jolokia/exec/" + REGION + "/onlineMovable";

    String body = jolokia.http.send("GET", path, "", "Authorization", RIGHT).body();

    assertThat(body).contains("operations must be sent by POST", "\"status\":403");
    assertThat(jolokia.log.lines())
        .singleElement()
        .asString()
        .contains("msg=\"request refused\" reason=\"operations must be sent by POST\"")
        .contains("by=\"operator from 127.0.0.1:", "onlineMovable");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Origin | http://evil.example | application/json",
        "Origin | http://evil.example | text/plain",
        "Origin | null | text/plain",
        "Origin | http://127.0.0.1 | application/json",
        "Referer | http://evil.example/page | text/plain",
        "Sec-Fetch-Site | cross-site | text/plain",
        "Sec-Fetch-Site | same-site | application/json",
      })
  void requestsOfWebPagesAreRefused(String header, String value, String contentType)
      throws Exception {
    HttpResponse<String> response =
        post(ONLINE_MOVABLE, "Authorization", RIGHT, header, value, "Content-Type", contentType);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
    assertNothingDone();
  }

  @Test
  void preflightGetsNoCorsHeaders() throws Exception {
    HttpResponse<String> response =
        jolokia.http.send(
            "OPTIONS",
            "/jolokia/",
            "",
            "Authorization",
            RIGHT,
            "Origin",
            "http://evil.example",
            "Access-Control-Request-Method",
            "POST");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().map().keySet())
        .noneMatch(name -> name.startsWith("access-control"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jolokia/version?callback=f", "/jolokia/version?%2563allback=f"})
  void jsonpIsRefused(String path) throws Exception {
    HttpResponse<String> response = jolokia.http.send("GET", path, "", "Authorization", RIGHT);

    assertThat(response.statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, 403",
    "evil.example:8778, 403",
    "127.0.0.1.evil.example, 403",
    "localhost.evil.example:8778, 403",
    "localhost:8778, 200",
    "LocalHost:8778, 200",
    "127.0.0.1, 200",
    "[::1]:8778, 200",
  })
  void onlyLoopbackHostHeadersAreAccepted(String host, int status) throws Exception {
    assertThat(
            jolokia.http.raw(
                """
                GET /jolokia/version HTTP/1.1
                Host: %s
                Authorization: %s
                Connection: close

                """
                    .formatted(host, RIGHT)
                    .replace("\n", "\r\n")))
        .startsWith("HTTP/1.1 " + status);
  }

  @Test
  void proxyRequestsAreRefused() throws Exception {
    String target = ",\"target\":{\"url\":\"service:jmx:rmi:///jndi/rmi://127.0.0.1:1/jmxrmi\"}}";

    String exec = post(ONLINE_MOVABLE.replace("}", target), "Authorization", RIGHT).body();
    String read =
        post("{\"type\":\"read\",\"mbean\":\"" + REGION + "\"" + target, "Authorization", RIGHT)
            .body();

    assertThat(exec).contains("this agent is not a proxy", "\"status\":403");
    assertThat(read).contains("this agent is not a proxy", "\"status\":403");
    assertNothingDone();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"read\",\"mbean\":\"java.lang:type=Memory\"}",
        "{\"type\":\"read\",\"mbean\":\"java.lang:type=Memory\",\"attribute\":\"Verbose\"}",
        "{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":[\"Pid\"]}",
        "{\"type\":\"read\",\"mbean\":\"*:*\"}",
        "{\"type\":\"read\",\"mbean\":\"io.daxkme*:*\"}",
        "{\"type\":\"read\",\"mbean\":\"jmx@java.lang:type=Memory\"}",
        "{\"type\":\"exec\",\"mbean\":\"java.lang:type=Memory\",\"operation\":\"gc\"}",
        "{\"type\":\"exec\",\"mbean\":\"*:type=Region,device=dax0.0\",\"operation\":\"online\"}",
        "{\"type\":\"exec\",\"mbean\":\"jolokia:type=Config,agent=x\",\"operation\":\"debugInfo\"}",
        "{\"type\":\"write\",\"mbean\":\"java.lang:type=Memory\",\"attribute\":\"Verbose\","
            + "\"value\":true}",
        "{\"type\":\"write\",\"mbean\":\"io.daxkmem:type=Region,device=dax0.0\","
            + "\"attribute\":\"State\",\"value\":\"online\"}",
      })
  void otherMBeansAreRefused(String request) throws Exception {
    String body = post(request, "Authorization", RIGHT).body();

    assertThat(body).contains("\"status\":403");
    assertThat(post("[" + request + "]", "Authorization", RIGHT).body()).contains("\"status\":403");
    assertNothingDone();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jolokia/list", "/jolokia/search/*:*"})
  void onlyOurMBeansAreListed(String path) throws Exception {
    String body = jolokia.http.send("GET", path, "", "Authorization", RIGHT).body();

    assertThat(body).contains("io.daxkmem", "\"status\":200");
    assertThat(body).doesNotContain("java.lang:", "\"java.lang\"", "type=Memory", "MBeanServer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jolokia/list/java.lang", "/jolokia/list/java.lang/type=Memory"})
  void otherMBeansAreNotListedByName(String path) throws Exception {
    assertThat(jolokia.http.send("GET", path, "", "Authorization", RIGHT).body())
        .doesNotContain("HeapMemoryUsage", "Verbose");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "7", "[7]", "{\"type\":\"nothing\"}", "\0"})
  void malformedRequestsAreRefused(String body) throws Exception {
    post(body, "Authorization", RIGHT);

    assertNothingDone();
  }

  private static String exec(String operation, String arguments) {
    return "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"%s\",\"arguments\":[%s]}"
        .formatted(REGION, operation, arguments);
  }

  private void assertNothingDone() throws IOException {
    assertThat(jolokia.state()).isEqualTo("offline");
    assertThat(jolokia.operations).isEmpty();
  }

  private String read(String attribute) throws Exception {
    String request =
        "{\"type\":\"read\",\"mbean\":\"%s\",\"attribute\":\"%s\"}".formatted(REGION, attribute);
    return post(request, "Authorization", RIGHT).body();
  }

  private HttpResponse<String> post(String body, String... headers) throws Exception {
    return jolokia.http.send("POST", "/jolokia/", body, headers);
  }
}
