package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that may read through Jolokia ask for as much as possible. The small JVM of the start
 * script must keep serving metrics.
 */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("processors")
class HostileReadersIT {
  private static final String LIST = "{\"type\":\"list\"}";
  private static final String READ = "{\"type\":\"read\",\"mbean\":\"io.daxkmem:*\"}";
  private static final String VERSION = "{\"type\":\"version\"}";

  /** The largest request that does not count as large, and the largest allowed. */
  private static final int SMALL = 1 << 10;

  private static final int LARGE = 1 << 16;

  /** The number of requests served at once. */
  private static final int AT_ONCE = 64;

  private static final int LARGE_CLIENTS = 10;
  private static final int SMALL_CLIENTS = AT_ONCE + 10;

  private static final int SMALL_BUFFER = 4096;

  @TempDir Path folder;
  private final List<Socket> clients = new ArrayList<>();
  private Program program;

  @BeforeEach
  void start() throws IOException {
    program =
        Program.small(
            folder,
            "--simulate=64",
            "--web.listen-address=127.0.0.1:0",
            "--jolokia.listen-address=127.0.0.1:0",
            "--jolokia.enabled");
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    program.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {LIST, READ, VERSION})
  void survivesTheLargestRequest(String request) throws Exception {
    Http jolokia = program.http("jolokia");

    assertThat(jolokia.send("POST", "/jolokia/", bulk(request, LARGE)).body())
        .contains("\"status\":200");
    assertThatItGoesOn();
  }

  @ParameterizedTest
  @ValueSource(strings = {LIST, READ, VERSION})
  void survivesManyClientsThatDoNotReadTheirAnswers(String request) throws Exception {
    for (int i = 0; i < LARGE_CLIENTS; i++) {
      ask(deaf(), bulk(request, LARGE));
    }
    List<Socket> small = new ArrayList<>();
    for (int i = 0; i < SMALL_CLIENTS; i++) {
      small.add(ask(deaf(), bulk(request, SMALL)));
    }
    for (Socket client : small) {
      awaitAnswer(client);
    }

    assertThatItGoesOn();
  }

  static List<String> requests() {
    return List.of(LIST, bulk(READ, SMALL), bulk(VERSION, LARGE));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void survivesManyLargeRequestsAtOnce(String body) throws Exception {
    List<Socket> all = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      all.add(ask(new Socket(), body));
    }
    for (Socket client : all) {
      readAnswer(client);
    }

    assertThatItGoesOn();
  }

  /** Takes little of an answer that is not read. */
  private static Socket deaf() throws IOException {
    Socket client = new Socket();
    client.setReceiveBufferSize(SMALL_BUFFER);
    return client;
  }

  private Socket ask(Socket client, String body) throws IOException {
    clients.add(client);
    client.connect(program.http("jolokia").server());
    client
        .getOutputStream()
        .write(
            "POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.length(), body)
                .getBytes(UTF_8));
    return client;
  }

  /** Reads only the beginning. */
  private static void awaitAnswer(Socket client) {
    try {
      var unused = client.getInputStream().read();
    } catch (IOException e) {
      // disconnected to make room for another
    }
  }

  private static void readAnswer(Socket client) {
    try {
      var unused = client.getInputStream().readAllBytes();
    } catch (IOException e) {
      // disconnected to make room for another
    }
  }

  private void assertThatItGoesOn() throws Exception {
    assertThat(program.http("web").get("/metrics").body())
        .contains("dax_kmem_region_up{device=\"dax63.0\"} 1.0\n");
    assertThat(program.http("jolokia").get("/jolokia/version").body()).contains("\"status\":200");
    assertThat(program.terminate()).isTrue();
    assertThat(program.awaitEnd()).isEqualTo(Program.TERMINATED);
    assertThat(program.rest()).noneMatch(line -> line.contains("OutOfMemoryError"));
  }

  private static String bulk(String request, int bytes) {
    return Collections.nCopies(bytes / (request.length() + 2), request).toString();
  }
}
