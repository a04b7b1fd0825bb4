package io.daxkmem.exporter.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.daxkmem.exporter.LogRecorder;
import io.daxkmem.exporter.web.config.WebConfigFile;
import io.daxkmem.region.Regions;
import io.daxkmem.region.simulated.SimulatedSysfs;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real server with a web configuration, and real clients. */
@Timeout(300)
class SecureWebServerTest {
  private static final String TLS =
      "tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n";
  private static final String USERS =
      """
      basic_auth_users:
        alice: $2b$04$VllhmuHcIU6.AzCBMQtj4OxD6l7jUiGMnWiLTEZlGqMEleoFauYAq
      """;
  private static final String ALICE = "alice:secret";
  private static final String TLS_1_2 = "TLSv1.2";

  @TempDir Path folder;
  private final LogRecorder log = new LogRecorder();
  private Optional<WebServer> server = Optional.empty();
  private String scheme = "http";

  @BeforeEach
  void copyCertificates() throws IOException {
    for (String name : new String[] {"ca.crt", "server.crt", "server.key"}) {
      Certificates.copy(name, folder.resolve(name));
    }
  }

  @AfterEach
  void stop() {
    server.ifPresent(WebServer::close);
    log.close();
  }

  @ParameterizedTest
  @CsvSource({
    "NoClientCert, '', true",
    "NoClientCert, stranger, true",
    "RequestClientCert, '', true",
    "RequestClientCert, stranger, true",
    "RequireAnyClientCert, '', false",
    "RequireAnyClientCert, stranger, true",
    "VerifyClientCertIfGiven, '', true",
    "VerifyClientCertIfGiven, stranger, false",
    "VerifyClientCertIfGiven, client, true",
    "RequireAndVerifyClientCert, '', false",
    "RequireAndVerifyClientCert, stranger, false",
    "RequireAndVerifyClientCert, client, true",
  })
  void clientsNeedTheCertificateThatIsWanted(String wanted, String client, boolean answered)
      throws Exception {
    String authority = wanted.contains("Verify") ? "  client_ca_file: ca.crt\n" : "";
    start(TLS + "  client_auth_type: " + wanted + "\n" + authority);

    assertThat(isAnswered(Certificates.client(client))).isEqualTo(answered);
  }

  @ParameterizedTest
  @CsvSource({
    "prometheus.example, true",
    "10.0.0.1, true",
    "fd00::1, true",
    "spiffe://example/prometheus, true",
    "ops@example.com, true",
    "other.example, false",
    "client, false",
  })
  void aClientNeedsAnAllowedName(String name, boolean answered) throws Exception {
    start(
        TLS
            + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.crt\n"
            + "  client_allowed_sans: ['"
            + name
            + "']\n");

    assertThat(isAnswered(Certificates.client("client"))).isEqualTo(answered);
  }

  @ParameterizedTest
  @CsvSource({
    "min_version: TLS12, TLSv1.3",
    "max_version: TLS12, TLSv1.2",
    "min_version: TLS13, TLSv1.3",
  })
  void theNewestAllowedVersionIsSpoken(String config, String version) throws Exception {
    start(TLS + "  " + config + "\n");

    assertThat(session().getProtocol()).isEqualTo(version);
  }

  @Test
  void anOlderVersionThanAllowedIsNotSpoken() throws Exception {
    start(TLS + "  min_version: TLS13\n");

    assertThatThrownBy(() -> get(client(TLS_1_2), "/-/ready", "")).isInstanceOf(IOException.class);
  }

  @Test
  void theServersPreferredCipherSuiteIsUsed() throws Exception {
    start(
        TLS
            + "  max_version: TLS12\n  cipher_suites:\n"
            + "    - TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256\n"
            + "    - TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256\n");

    assertThat(session().getCipherSuite())
        .isEqualTo("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");
  }

  @Test
  void aNewCertificateIsShownWithoutARestart() throws Exception {
    start(TLS);
    assertThat(session().getPeerCertificates()[0]).isEqualTo(Certificates.certificate("server"));

    Certificates.copy("other-server.crt", folder.resolve("server.crt"));
    Certificates.copy("other-server.key", folder.resolve("server.key"));

    assertThat(session().getPeerCertificates()[0])
        .isEqualTo(Certificates.certificate("other-server"));
  }

  @Test
  void plainHttpIsToldThatThisIsHttps() throws Exception {
    start(TLS);

    try (LogRecorder all = new LogRecorder(Level.FINE)) {
      assertThat(new String(exchange("GET /metrics HTTP/1.1\r\n\r\n".getBytes(UTF_8)), UTF_8))
          .startsWith("HTTP/1.0 400 ")
          .endsWith("400: this port speaks HTTPS, not HTTP\n");
      assertThatTheFailureIsLogged(all);
    }
    assertThat(isAnswered(Certificates.client(""))).isTrue();
  }

  /** As containers may have one. The JDK cannot read it. */
  @Test
  void aServerNameWithAnUnderscoreIsRefusedWithAnAlert() throws Exception {
    start(TLS);

    try (LogRecorder all = new LogRecorder(Level.FINE)) {
      assertThat(exchange(helloTo("my_host")))
          .as("fatal: illegal_parameter")
          .containsExactly(21, 3, 3, 0, 2, 2, 47);
      assertThatTheFailureIsLogged(all);
    }
    assertThat(isAnswered(Certificates.client(""))).isTrue();
  }

  @Test
  void aTlsVersionThatIsTooOldIsRefusedWithAnAlert() throws Exception {
    start(TLS + "  min_version: TLS13\n");

    assertThat(exchange(helloTo("localhost")))
        .as("fatal: protocol_version")
        .containsExactly(21, 3, 3, 0, 2, 2, 70);
  }

  @ParameterizedTest
  @ValueSource(strings = {"junk and more junk", "\u0017\u0003\u0003\u0000\u0001\u0000"})
  void whatIsNotTlsIsLogged(String junk) throws Exception {
    start(TLS);

    try (LogRecorder all = new LogRecorder(Level.FINE)) {
      var unused = exchange(junk.getBytes(UTF_8));
      assertThatTheFailureIsLogged(all);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'  client_auth_type: RequireAnyClientCert\n', TLSv1.3",
    "'  client_auth_type: RequireAnyClientCert\n', TLSv1.2",
    "'  min_version: TLS13\n', TLSv1.2",
  })
  void aFailedHandshakeIsLogged(String config, String version) throws Exception {
    start(TLS + config);

    try (LogRecorder all = new LogRecorder(Level.FINE)) {
      // the alert may be lost when the connection is closed
      assertThatThrownBy(() -> get(client(version), "/-/ready", ""))
          .isInstanceOf(IOException.class);
      assertThatTheFailureIsLogged(all);
    }
  }

  @Test
  void clientsStuckInTheHandshakeHoldNobodyUp() throws Exception {
    start(TLS);
    byte[] halfAHello = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc};
    List<Socket> stuck = new ArrayList<>();
    try {
      for (int i = 0; i < 500; i++) {
        Socket client = new Socket(address().getAddress(), address().getPort());
        client.getOutputStream().write(halfAHello);
        stuck.add(client);
      }

      assertThat(isAnswered(Certificates.client(""))).isTrue();
    } finally {
      for (Socket client : stuck) {
        client.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/", "/-/healthy", "/nothing"})
  void everyPageNeedsAPassword(String path) throws Exception {
    start(TLS + USERS);
    HttpClient client = client(TLS_1_2, "TLSv1.3");

    HttpResponse<String> refused = get(client, path, "");

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
        .startsWith("Basic realm=");
    assertThat(get(client, path, "alice:wrong").statusCode()).isEqualTo(401);
    assertThat(get(client, path, "eve:secret").statusCode()).isEqualTo(401);
    assertThat(get(client, path, ALICE).statusCode())
        .isEqualTo(path.equals("/nothing") ? 404 : 200);
  }

  @Test
  void aPasswordMayBeNeededWithoutTls() throws Exception {
    start(USERS);
    HttpClient client = HttpClient.newHttpClient();

    assertThat(get(client, "/metrics", "").statusCode()).isEqualTo(401);
    assertThat(get(client, "/metrics", ALICE).statusCode()).isEqualTo(200);
  }

  @Test
  void everyAnswerHasTheHeaders() throws Exception {
    start(
        USERS
            + "http_server_config:\n  headers:\n    Strict-Transport-Security: max-age=60\n"
            + "    Content-Security-Policy: sandbox\n");
    HttpClient client = HttpClient.newHttpClient();

    for (HttpResponse<String> answer :
        List.of(get(client, "/", ALICE), get(client, "/", ""), get(client, "/nothing", ALICE))) {
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=60");
      assertThat(answer.headers().allValues("Content-Security-Policy")).containsExactly("sandbox");
    }
  }

  @Test
  void tooManyRequestsAreRefusedButNotBecauseOfStrangers() throws Exception {
    start(USERS + "rate_limit: {interval: 1h, burst: 2}\n");
    HttpClient client = HttpClient.newHttpClient();
    for (int i = 0; i < 3; i++) {
      assertThat(get(client, "/-/ready", "").statusCode()).isEqualTo(401);
    }

    assertThat(get(client, "/-/ready", ALICE).statusCode()).isEqualTo(200);
    assertThat(get(client, "/-/ready", ALICE).statusCode()).isEqualTo(200);
    assertThat(get(client, "/-/ready", ALICE).statusCode()).isEqualTo(429);
  }

  private static void assertThatTheFailureIsLogged(LogRecorder log) {
    await()
        .untilAsserted(
            () ->
                // a client may try again
                assertThat(log.lines())
                    .filteredOn(line -> line.contains("TLS connection failed"))
                    .isNotEmpty()
                    .allMatch(
                        line ->
                            line.matches(
                                "level=debug msg=\"TLS connection failed\""
                                    + " client=127\\.0\\.0\\.1:\\d+ error=.+")));
  }

  /** Sends this and returns all that comes back, up to the end of the connection. */
  private byte[] exchange(byte[] sent) throws IOException {
    try (Socket client = new Socket(address().getAddress(), address().getPort())) {
      client.getOutputStream().write(sent);
      client.shutdownOutput();
      return client.getInputStream().readAllBytes();
    }
  }

  /** A ClientHello of TLS 1.2 that asks for this server. */
  private static byte[] helloTo(String name) {
    ByteBuffer hello = ByteBuffer.allocate(512);
    int asked = name.length();
    int extensions = 2 + 2 + 2 + 1 + 2 + asked;
    int body = 2 + 32 + 1 + 4 + 2 + 2 + extensions;
    hello.put((byte) 22).putShort((short) 0x0301).putShort((short) (4 + body));
    hello.putInt(1 << 24 | body).putShort((short) 0x0303).put(new byte[32]).put((byte) 0);
    // TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, and no compression
    hello.putShort((short) 2).putShort((short) 0xc02b).put((byte) 1).put((byte) 0);
    hello.putShort((short) extensions);
    // server_name: a list of one host name
    hello.putShort((short) 0).putShort((short) (5 + asked)).putShort((short) (3 + asked));
    hello.put((byte) 0).putShort((short) asked).put(name.getBytes(UTF_8));
    return Arrays.copyOf(hello.array(), hello.position());
  }

  private void start(String config) throws IOException {
    Path file = Files.writeString(folder.resolve("web.yml"), config);
    scheme = config.contains("tls_server_config") ? "https" : "http";
    server =
        Optional.of(
            WebServers.start(
                WebServers.anyPort(),
                new WebConfigFile(file),
                new PrometheusRegistry(),
                new Regions(new SimulatedSysfs(1)),
                WebServer.LIMITS));
  }

  private InetSocketAddress address() {
    return server.orElseThrow().address();
  }

  private boolean isAnswered(SSLContext context) throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().sslContext(context).build();
    try {
      return get(client, "/-/ready", "").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private SSLSession session() throws Exception {
    HttpClient client = HttpClient.newBuilder().sslContext(Certificates.client("")).build();
    return get(client, "/-/ready", "").sslSession().orElseThrow();
  }

  private static HttpClient client(String... versions) throws Exception {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(versions);
    return HttpClient.newBuilder()
        .sslContext(Certificates.client(""))
        .sslParameters(parameters)
        .build();
  }

  private HttpResponse<String> get(HttpClient client, String path, String credentials)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("%s://127.0.0.1:%d%s".formatted(scheme, address().getPort(), path)));
    if (!credentials.isEmpty()) {
      String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
      request.header("Authorization", "Basic " + encoded);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
