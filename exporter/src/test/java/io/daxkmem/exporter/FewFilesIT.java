package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * More connections than the process may have files. Without any left for the next connection, the
 * JDK's server would serve nobody, and take a processor.
 */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class FewFilesIT {
  private static final int OPEN_FILES = 128;
  private static final int CROWD = 2 * OPEN_FILES;

  /** More than one port may have connections. */
  private static final int MANY = OPEN_FILES / 4 + 8;

  private static final int SMALL_BUFFER = 4096;

  @TempDir Path folder;
  private final List<Socket> clients = new ArrayList<>();
  private Program program;

  @BeforeEach
  void start() throws IOException {
    program =
        Program.smallWithFewFiles(
            OPEN_FILES,
            folder,
            "--simulate=256",
            "--web.listen-address=127.0.0.1:0",
            "--jolokia.listen-address=127.0.0.1:0",
            "--jolokia.enabled");
  }

  @AfterEach
  void stop() throws IOException {
    leave();
    program.close();
  }

  @ParameterizedTest
  @CsvSource({
    "web, jolokia, /jolokia/version",
    "jolokia, web, /metrics",
  })
  void aCrowdOnOnePortLeavesTheOtherAlone(String crowded, String other, String path)
      throws Exception {
    crowd(crowded);

    assertThat(program.http(other).get(path).statusCode()).isEqualTo(200);
    assertThat(program.openFiles()).isLessThan(OPEN_FILES);
  }

  @Test
  void bothPortsAnswerOnceTheirCrowdsHaveGone() throws Exception {
    crowd("web");
    crowd("jolokia");
    assertThat(program.openFiles()).isLessThan(OPEN_FILES);

    leave();

    awaitAnswer("web", "/metrics");
    awaitAnswer("jolokia", "/jolokia/version");
  }

  @ParameterizedTest
  @CsvSource({
    "web, /metrics",
    "web, /",
    "jolokia, /jolokia/read/io.daxkmem:*",
  })
  void clientsThatGoBeforeTheirAnswerLeaveNothingBehind(String port, String path) throws Exception {
    for (int i = 0; i < MANY; i++) {
      Socket client = connect(port);
      client
          .getOutputStream()
          .write("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path).getBytes(UTF_8));
      // the first byte of the answer
      var unused = client.getInputStream().read();
      // resets the connection
      client.setSoLinger(true, 0);
      client.close();
    }

    awaitAnswer(port, path);
  }

  private void crowd(String port) throws IOException {
    for (int i = 0; i < CROWD; i++) {
      clients.add(connect(port));
    }
  }

  private Socket connect(String port) throws IOException {
    InetSocketAddress server = program.http(port).server();
    Socket client = new Socket();
    client.setReceiveBufferSize(SMALL_BUFFER);
    client.connect(server);
    return client;
  }

  private void leave() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
  }

  private void awaitAnswer(String port, String path) {
    await()
        .ignoreExceptions()
        .until(() -> program.http(port).get(path.replace("*", "type=Regions")).statusCode() == 200);
  }
}
