package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.jolokia.JolokiaFixture.ONLINE_MOVABLE;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.basic;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.daxkmem.exporter.Http;
import io.daxkmem.exporter.access.Access;
import io.daxkmem.exporter.access.Credentials;
import io.daxkmem.exporter.access.PasswordFiles;
import io.daxkmem.exporter.web.Certificates;
import io.daxkmem.exporter.web.config.WebConfigFile;
import io.daxkmem.mbeans.operation.EndedOperation;
import io.daxkmem.mbeans.operation.Outcome;
import io.daxkmem.region.Transition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jolokia with TLS, and roles for users and for the names in certificates. {@code client} and
 * {@code stranger} have certificates that are verified.
 */
@Timeout(120)
class RolesTest {
  private static final String HASH = "$2b$04$VllhmuHcIU6.AzCBMQtj4OxD6l7jUiGMnWiLTEZlGqMEleoFauYAq";

  /** Of another password. */
  private static final String OTHER_HASH =
      "$2b$04$abcdefghijklmnopqrstuOxD6l7jUiGMnWiLTEZlGqMEleoFauYAq";

  private static final String TLS =
      """
      tls_server_config:
        cert_file: server.crt
        key_file: server.key
        client_auth_type: %s
      """;
  private static final String ASKED = TLS.formatted("RequestClientCert");
  private static final String VERIFIED =
      TLS.formatted("VerifyClientCertIfGiven") + "  client_ca_file: clients.crt\n";
  private static final String USERS =
      """
      basic_auth_users:
        alice: %1$s
        bob: %1$s
        eve: %1$s
      """
          .formatted(HASH);
  private static final String ROLES = "roles: {operator: [alice], viewer: [bob]}\n";

  /** Nobody has a password file. */
  private static final Access NOBODY =
      new Access(true, Optional.empty(), Optional.empty(), Optional.empty());

  /** The first bytes of a TLS record of 512 bytes that is to hold a ClientHello. */
  private static final byte[] HALF_A_HELLO = HexFormat.of().parseHex("1603010200010001fc0303");

  @TempDir Path folder;
  private Optional<JolokiaFixture> jolokia = Optional.empty();

  @BeforeEach
  void copyCertificates() throws IOException {
    for (String name : new String[] {"ca.crt", "server.crt", "server.key", "stranger.crt"}) {
      Certificates.copy(name, folder.resolve(name));
    }
    Files.writeString(
        folder.resolve("clients.crt"),
        Files.readString(folder.resolve("ca.crt"))
            + Files.readString(folder.resolve("stranger.crt")));
  }

  @AfterEach
  void stop() {
    jolokia.ifPresent(JolokiaFixture::close);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client",
        "prometheus.example",
        "ops@example.com",
        "spiffe://example/prometheus",
        "10.0.0.1"
      })
  void aCertificateMayOperateByAnyOfItsNames(String name) throws Exception {
    start(VERIFIED + "roles: {operator: ['" + name + "']}\n", NOBODY);

    assertThat(operate(client("client")).body()).contains("\"status\":200");

    assertThat(jolokia().operations)
        .extracting(one -> one.requester().user(), EndedOperation::outcome)
        .containsExactly(tuple(name, Outcome.DONE));
  }

  @Test
  void anIpAddressMayBeWrittenInAnyForm() throws Exception {
    start(VERIFIED + "roles: {operator: ['FD00::1']}\n", NOBODY);

    assertThat(operate(client("client")).body()).contains("\"status\":200");
  }

  @Test
  void aCertificateWithBothRolesIsAViewers() throws Exception {
    start(VERIFIED + "roles: {operator: [client], viewer: [prometheus.example]}\n", NOBODY);

    assertThat(read(client("client")).body()).contains("\"status\":200");
    assertThat(operate(client("client")).body()).contains("\"status\":403");
  }

  @Test
  void aViewersCertificateMayReadAndNotOperate() throws Exception {
    start(VERIFIED + "roles: {viewer: [client]}\n", NOBODY);

    assertThat(read(client("client")).body()).contains("\"value\":\"offline\"");
    assertThat(operate(client("client")).body())
        .contains("a viewer may read and plan", "\"status\":403");
    assertThat(jolokia().state()).isEqualTo("offline");
  }

  @Test
  void aCertificateWithoutARoleGetsNothingAndIsNamedInTheLog() throws Exception {
    start(VERIFIED + "roles: {operator: [client]}\n", NOBODY);

    HttpResponse<String> read = read(client("stranger"));
    HttpResponse<String> operated = operate(client("stranger"));

    assertThat(List.of(read.statusCode(), operated.statusCode())).containsExactly(403, 403);
    assertThat(read.body()).doesNotContain("value");
    assertNothingDone();
    assertThat(jolokia().log.lines())
        .hasSize(2)
        .allMatch(
            line ->
                line.matches(
                    "level=warn msg=\"request refused\" reason=\"the certificate of CN=stranger,"
                        + " stranger\\.example has no role\" client=127\\.0\\.0\\.1:\\d+ .*"));
  }

  @Test
  void aClientWithoutCertificateOrPasswordGetsNothing() throws Exception {
    start(VERIFIED + "roles: {operator: [client]}\n", NOBODY);

    assertThat(read(client("")).statusCode()).isEqualTo(401);
    assertThat(operate(client("")).statusCode()).isEqualTo(401);
    assertNothingDone();
  }

  /** Anybody can make one that says anything. */
  @Test
  void aCertificateThatNobodyVerifiesIsNotBelieved() throws Exception {
    start(ASKED + USERS.replace("eve", "stranger") + "roles: {operator: [stranger]}\n", NOBODY);

    assertThat(operate(client("stranger")).statusCode()).isEqualTo(401);
    assertNothingDone();
  }

  @Test
  void aConnectionFromBeforeCertificatesWereVerifiedIsNotBelieved() throws Exception {
    start(ASKED + USERS + ROLES, NOBODY);
    Http kept = client("stranger");
    // one that is refused is not kept
    assertThat(read(kept, "Authorization", basic("bob", "secret")).statusCode()).isEqualTo(200);

    configure(
        VERIFIED.replace("clients.crt", "ca.crt")
            + "roles: {operator: [client], viewer: [stranger]}\n");

    assertThat(read(client("client")).statusCode()).isEqualTo(200);
    assertThat(operate(kept).statusCode()).isEqualTo(401);
    assertNothingDone();
  }

  @ParameterizedTest
  @CsvSource({
    "alice, secret, 200, online_movable",
    "bob, secret, 200, offline",
    "eve, secret, 403, offline",
    "alice, wrong, 401, offline",
    "mallory, secret, 401, offline",
    "operator, right:one é, 200, online_movable",
    "operator, secret, 401, offline",
  })
  void aUserHasItsRole(String user, String password, int status, String state) throws Exception {
    start(VERIFIED + USERS + ROLES, withOperator(), Duration.ZERO);

    assertThat(operate(client(""), "Authorization", basic(user, password)).statusCode())
        .isEqualTo(status);

    assertThat(jolokia().state()).isEqualTo(state);
  }

  @Test
  void aUserWithoutARoleIsNamedInTheLog() throws Exception {
    start(VERIFIED + USERS + ROLES, NOBODY);

    assertThat(read(client(""), "Authorization", basic("eve", "secret")).statusCode())
        .isEqualTo(403);

    assertThat(jolokia().log.lines())
        .singleElement()
        .asString()
        .contains("reason=\"the user eve has no role\"");
  }

  @Test
  void aCertificateDoesNotReplaceAPassword() throws Exception {
    start(
        VERIFIED
            + USERS.replace("eve", "client").replace("bob", "stranger.example")
            + "roles: {operator: [client, stranger.example]}\n",
        NOBODY);

    HttpResponse<String> response = operate(client("client"));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    assertNothingDone();
    assertThat(operate(client("client"), "Authorization", basic("client", "secret")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aWrongPasswordIsNotMadeGoodByACertificate() throws Exception {
    start(VERIFIED + USERS + "roles: {operator: [client]}\n", NOBODY);

    assertThat(operate(client("client"), "Authorization", basic("alice", "wrong")).statusCode())
        .isEqualTo(401);
    assertNothingDone();
  }

  @Test
  void anotherRoleIsInForceWithTheNextRequest() throws Exception {
    start(VERIFIED + "roles: {viewer: [client]}\n", NOBODY);
    Http kept = client("client");
    assertThat(operate(kept).body()).contains("\"status\":403");

    configure(VERIFIED + "roles: {operator: [client]}\n");
    assertThat(operate(kept).body()).contains("\"status\":200");

    configure(VERIFIED + "roles: {operator: [stranger]}\n");
    assertThat(read(kept).statusCode()).isEqualTo(403);
  }

  @Test
  void anyHostIsAcceptedOfWhoKnowsTheCertificate() throws Exception {
    start(VERIFIED + "roles: {viewer: [client]}\n", NOBODY);

    try (Socket socket = connect()) {
      send(
          socket,
          "GET /jolokia/version HTTP/1.1\r\nHost: db1.example\r\nConnection: close\r\n\r\n");
      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void eventsAreSentWithTlsToo() throws Exception {
    start(VERIFIED + "roles: {viewer: [client]}\n", NOBODY);

    try (Socket socket = connect()) {
      BufferedReader events = events(socket, "");
      jolokia().regions.change("dax0.0", Transition.ONLINE_MOVABLE);

      assertThat(events.lines().filter(line -> line.startsWith("data: ")).findFirst())
          .hasValueSatisfying(
              event -> assertThat(event).contains("\"newValue\":\"online_movable\""));
    }
  }

  static Stream<Arguments> lossesOfAccess() {
    String role = "roles: {viewer: [client, bob]}\n";
    String bob = "Authorization: " + basic("bob", "secret") + "\r\n";
    return Stream.of(
        Arguments.of("", VERIFIED + role, VERIFIED + "roles: {viewer: [stranger]}\n"),
        Arguments.of("", VERIFIED + role, VERIFIED.replace("clients.crt", "stranger.crt") + role),
        Arguments.of("", VERIFIED + role, ASKED + USERS + "roles: {viewer: [bob]}\n"),
        Arguments.of(
            "",
            VERIFIED + role,
            VERIFIED + USERS.replace("eve", "client") + "roles: {viewer: [client]}\n"),
        Arguments.of(bob, VERIFIED + USERS + role, VERIFIED + USERS + "roles: {viewer: [eve]}\n"),
        Arguments.of(bob, VERIFIED + USERS + role, VERIFIED + USERS.replace("bob", "rob") + role),
        Arguments.of(
            bob,
            VERIFIED + USERS + role,
            VERIFIED + USERS.replace("bob: " + HASH, "bob: " + OTHER_HASH) + role));
  }

  @ParameterizedTest
  @MethodSource("lossesOfAccess")
  void aStreamEndsWithTheAccessOfItsClient(String header, String before, String after)
      throws Exception {
    start(before, NOBODY);

    try (Socket socket = connect()) {
      BufferedReader events = events(socket, header);
      configure(after);
      jolokia().regions.change("dax0.0", Transition.ONLINE_MOVABLE);

      assertThat(hasEvent(events)).isFalse();
    }
    assertThat(jolokia().log.lines())
        .anyMatch(line -> line.startsWith("level=warn msg=\"event stream ended\" reason="));
  }

  @Test
  void aStreamEndsWithThePasswordOfItsClient() throws Exception {
    Path file = folder.resolve("viewer.password");
    writePassword(file, "before");
    PasswordFiles files = new PasswordFiles(Optional.empty(), Optional.of(file));
    start(VERIFIED, new Access(Optional.empty(), files.viewer("viewer")));

    try (Socket socket = connect()) {
      BufferedReader events =
          events(socket, "Authorization: " + basic("viewer", "before") + "\r\n");
      writePassword(file, "after");
      jolokia().regions.change("dax0.0", Transition.ONLINE_MOVABLE);

      assertThat(hasEvent(events)).isFalse();
    }
  }

  @Test
  void aStreamGoesOnWhileItsClientKeepsItsAccess() throws Exception {
    start(VERIFIED + USERS + "roles: {viewer: [bob, eve]}\n", NOBODY);

    try (Socket socket = connect()) {
      BufferedReader events = events(socket, "Authorization: " + basic("bob", "secret") + "\r\n");
      configure(VERIFIED + USERS + "roles: {viewer: [bob]}\n");
      jolokia().regions.change("dax0.0", Transition.ONLINE_MOVABLE);

      assertThat(hasEvent(events)).isTrue();
    }
  }

  private static void writePassword(Path file, String password) throws IOException {
    Files.writeString(file, password);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /**
   * The lines of a stream that is open.
   *
   * @param header of each request, with its end of line
   */
  private BufferedReader events(Socket socket, String header) throws Exception {
    Matcher id = Pattern.compile("\"id\":\"([-0-9a-f]+)\"").matcher(asked("register", header));
    assertThat(id.find()).isTrue();
    send(socket, notification("open/" + id.group(1) + "/sse", header));
    BufferedReader events =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    assertThat(events.readLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(events.lines().filter(line -> line.equals(":")).findFirst()).isPresent();
    assertThat(asked("add/" + id.group(1) + "/sse/" + JolokiaFixture.REGION, header))
        .contains("\"status\":200");
    return events;
  }

  /**
   * Whether an event comes before the end of the stream, its last chunk or the connection's end.
   */
  private static boolean hasEvent(BufferedReader events) {
    try {
      return events
          .lines()
          .takeWhile(line -> !line.equals("0"))
          .anyMatch(line -> line.startsWith("data: "));
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** The answer to a request on a connection of its own. */
  private String asked(String command, String header) throws Exception {
    try (Socket socket = connect()) {
      send(socket, notification(command, "Connection: close\r\n" + header));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static String notification(String command, String header) {
    return "GET /jolokia/notification/%s HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
        .formatted(command, header);
  }

  @Test
  void aWebPageIsRefusedEvenWithACertificate() throws Exception {
    start(VERIFIED + "roles: {operator: [client]}\n", NOBODY);

    assertThat(operate(client("client"), "Origin", "https://evil.example").statusCode())
        .isEqualTo(403);
    assertNothingDone();
  }

  @Test
  void headersAndRateLimitAreThoseOfTheFile() throws Exception {
    start(
        VERIFIED
            + "roles: {viewer: [client]}\nrate_limit: {interval: 1h, burst: 2}\n"
            + "http_server_config: {headers: {Strict-Transport-Security: max-age=60}}\n",
        NOBODY);
    for (int i = 0; i < 3; i++) {
      assertThat(read(client("")).statusCode()).isEqualTo(401);
    }

    List<HttpResponse<String>> answers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      answers.add(read(client("client")));
    }

    assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(200, 200, 429);
    assertThat(answers)
        .allSatisfy(
            one ->
                assertThat(one.headers().firstValue("Strict-Transport-Security"))
                    .hasValue("max-age=60"));
  }

  @Test
  void whoIsStuckInTheHandshakeOrGuessesHoldsNobodyUp() throws Exception {
    start(VERIFIED + USERS + ROLES, withOperator(), Duration.ofHours(1));
    List<CompletableFuture<?>> guesses = new ArrayList<>();
    List<Socket> stuck = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket client =
            new Socket(jolokia().http.server().getAddress(), jolokia().http.server().getPort());
        client.getOutputStream().write(HALF_A_HELLO);
        stuck.add(client);
      }
      for (int i = 0; i < 3; i++) {
        int number = i;
        guesses.add(
            CompletableFuture.runAsync(
                () -> {
                  try {
                    operate(client(""), "Authorization", basic("alice", "guess " + number));
                  } catch (Exception e) {
                    // the server stops
                  }
                }));
        await().until(() -> jolokia().log.lines().size() == number + 1);
      }

      assertThat(operate(client(""), "Authorization", basic("operator", PASSWORD)).body())
          .contains("\"status\":200");
      assertThat(guesses).noneMatch(CompletableFuture::isDone);
    } finally {
      for (Socket client : stuck) {
        client.close();
      }
    }
  }

  private static Access withOperator() {
    return new Access(
        true,
        Optional.of(new Credentials("operator", PASSWORD)),
        Optional.empty(),
        Optional.empty());
  }

  private void start(String config, Access access) throws IOException {
    start(config, access, Duration.ZERO);
  }

  /**
   * @param guess how long a wrong password waits for its answer
   */
  private void start(String config, Access access, Duration guess) throws IOException {
    configure(config);
    jolokia =
        Optional.of(
            new JolokiaFixture(
                new WebConfigFile(folder.resolve("jolokia.yml"), read -> Optional.empty()),
                access,
                JolokiaAgent.ANSWER_BYTES,
                guess));
  }

  private void configure(String config) throws IOException {
    Files.writeString(folder.resolve("jolokia.yml"), config);
  }

  private JolokiaFixture jolokia() {
    return jolokia.orElseThrow();
  }

  /**
   * @param name of its certificate; empty for none
   */
  private Http client(String name) throws Exception {
    return new Http(jolokia().http.server(), Optional.of(Certificates.client(name)));
  }

  /** A connection of {@code client}. */
  private Socket connect() throws Exception {
    InetSocketAddress server = jolokia().http.server();
    return Certificates.client("client")
        .getSocketFactory()
        .createSocket(server.getAddress(), server.getPort());
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static HttpResponse<String> operate(Http client, String... headers) throws Exception {
    return client.send("POST", "/jolokia/", ONLINE_MOVABLE, headers);
  }

  private static HttpResponse<String> read(Http client, String... headers) throws Exception {
    return client.send("GET", "/jolokia/read/" + JolokiaFixture.REGION + "/State", "", headers);
  }

  private void assertNothingDone() throws IOException {
    assertThat(jolokia().state()).isEqualTo("offline");
    assertThat(jolokia().operations).isEmpty();
  }
}
