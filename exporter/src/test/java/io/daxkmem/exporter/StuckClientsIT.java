package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.web.Certificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many clients that are stuck, and the small JVM of the script: its memory must do. */
@Timeout(300)
class StuckClientsIT {
  private static final int CLIENTS = 500;
  private static final int SMALL_BUFFER = 4096;

  /** Before the server's own patience with the stuck ones ends, after 30 s. */
  private static final Duration SHORT = Duration.ofSeconds(20);

  private static final String ANY_WEB = "--web.listen-address=127.0.0.1:0";

  /** The first bytes of a TLS record of 512 bytes that is to hold a ClientHello. */
  private static final byte[] HALF_A_HELLO = HexFormat.of().parseHex("1603010200010001fc0303");

  @TempDir Path folder;
  private final List<Socket> clients = new ArrayList<>();

  @AfterEach
  void leave() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/metrics?name[]=dax_kmem_region_up", "/"})
  void clientsThatReadNoneOfTheirAnswers(String path) throws Exception {
    try (Program program = Program.small(folder, "--simulate=300", ANY_WEB)) {
      String asked = "GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(path);
      connect(program, asked.repeat(20).getBytes(UTF_8));

      assertThat(scrape(HttpClient.newHttpClient(), "http", program)).contains(up("dax299.0"));
      assertThat(program.terminate()).isTrue();
      Program.assertOnlyTheEnd(program.rest());
    }
  }

  @Test
  void clientsThatStopInTheirHandshake() throws Exception {
    Certificates.copy("server.crt", folder.resolve("server.crt"));
    Certificates.copy("server.key", folder.resolve("server.key"));
    Path config =
        Files.writeString(
            folder.resolve("web.yml"),
            "tls_server_config: {cert_file: server.crt, key_file: server.key}\n");
    try (Program program =
        Program.small(folder, "--simulate", ANY_WEB, "--web.config.file=" + config)) {
      connect(program, HALF_A_HELLO);

      assertThat(
              scrape(
                  HttpClient.newBuilder().sslContext(Certificates.client("")).build(),
                  "https",
                  program))
          .contains(up("dax1.0"));
    }
  }

  /** More than any server's limit for the headers of a request, and never at an end. */
  @ParameterizedTest
  @ValueSource(strings = {"GET /", "GET / HTTP/1.1\r\nName: ", "GET / HTTP/1.1\r\n%s"})
  void clientsThatSendHeadersWithoutEnd(String begin) throws Exception {
    try (Program program =
        Program.small(
            folder,
            "--simulate",
            ANY_WEB,
            "--jolokia.listen-address=127.0.0.1:0",
            "--jolokia.enabled")) {
      byte[] endless = begin.formatted("a: b\r\n".repeat(150)).getBytes(UTF_8);
      byte[] more = "x".repeat(370_000).getBytes(UTF_8);
      for (String port : List.of("web", "jolokia")) {
        connect(program.http(port).server(), endless);
      }
      clients.forEach(client -> send(client, more));

      assertThat(scrape(HttpClient.newHttpClient(), "http", program)).contains(up("dax1.0"));
      assertThat(program.http("jolokia").get("/jolokia/version").body()).contains("\"status\":200");
      assertThat(program.terminate()).isTrue();
      Program.assertOnlyTheEnd(program.rest());
    }
  }

  private static void send(Socket client, byte[] bytes) {
    try {
      client.getOutputStream().write(bytes);
    } catch (IOException e) {
      // disconnected meanwhile
    }
  }

  private void connect(Program program, byte[] sent) throws IOException {
    connect(program.http("web").server(), sent);
  }

  private void connect(InetSocketAddress server, byte[] sent) throws IOException {
    for (int i = 0; i < CLIENTS; i++) {
      Socket client = new Socket();
      clients.add(client);
      client.setReceiveBufferSize(SMALL_BUFFER);
      client.connect(server);
      client.getOutputStream().write(sent);
    }
  }

  /** The first attempt must do: a Prometheus has no other. */
  private static String scrape(HttpClient client, String scheme, Program program)
      throws IOException, InterruptedException {
    URI metrics =
        URI.create(
            "%s://localhost:%d/metrics".formatted(scheme, program.http("web").server().getPort()));
    return client
        .send(HttpRequest.newBuilder(metrics).timeout(SHORT).build(), BodyHandlers.ofString())
        .body();
  }

  private static String up(String device) {
    return "dax_kmem_region_up{device=\"%s\"} 1.0\n".formatted(device);
  }
}
