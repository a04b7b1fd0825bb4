package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * Clients that reset their connections instead of taking their answers. The JDK's server accepts
 * nobody any more once it counts too many connections as open, closed ones among them.
 */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class LostClientsIT {
  /** One port may have 32 connections then. */
  private static final int OPEN_FILES = 128;

  private static final int AT_A_TIME = 16;
  private static final int TIMES = 4;

  /** A stream that nobody reads is noticed at its next heartbeat. */
  private static final Duration LONG = Duration.ofMinutes(1);

  private static final String RIGHT = Stranger.basic("operator", "right");

  @TempDir Path folder;
  private Program program;

  @BeforeEach
  void start() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "right\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    program =
        Program.smallWithFewFiles(
            OPEN_FILES,
            folder,
            "--simulate=1",
            "--web.listen-address=127.0.0.1:0",
            "--jolokia.listen-address=127.0.0.1:0",
            "--control.enabled",
            "--control.password-file=" + password);
  }

  @AfterEach
  void stop() {
    program.close();
  }

  @ParameterizedTest
  @CsvSource({
    "a wrong password, jolokia, POST /jolokia/, operator, guess",
    "no password, jolokia, POST /jolokia/, , ",
    "an unknown path, jolokia, GET /elsewhere, , ",
    "a page of few bytes, web, GET /-/healthy, , ",
    "a path without a page, web, GET /elsewhere, , ",
  })
  void leaveNothingBehind(String name, String port, String request, String user, String password)
      throws Exception {
    String authorization =
        user == null ? "" : "Authorization: " + Stranger.basic(user, password) + "\r\n";
    for (int i = 0; i < TIMES; i++) {
      List<Socket> clients = new ArrayList<>();
      for (int j = 0; j < AT_A_TIME; j++) {
        clients.add(
            send(port, request + " HTTP/1.1\r\nHost: localhost\r\n" + authorization + "\r\n"));
      }
      // those before it have been read then
      awaitAnswers();
      for (Socket client : clients) {
        reset(client);
      }
    }

    awaitAnswers();
  }

  @Test
  void ofEventStreamsLeaveNothingBehind() throws Exception {
    for (int i = 0; i < TIMES * AT_A_TIME; i++) {
      Matcher registered =
          Pattern.compile("\"id\":\"([^\"]+)\"")
              .matcher(asOperator("/jolokia/notification/register"));
      assertThat(registered.find()).isTrue();
      Socket stream =
          send(
              "jolokia",
              "GET /jolokia/notification/open/%s/sse HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n\r\n"
                  .formatted(registered.group(1), RIGHT));
      // the first byte of the answer
      var unused = stream.getInputStream().read();
      reset(stream);
    }

    awaitAnswers();
  }

  private Socket send(String port, String request) throws IOException {
    Socket client = new Socket();
    client.connect(program.http(port).server());
    client.getOutputStream().write(request.getBytes(UTF_8));
    return client;
  }

  private static void reset(Socket client) throws IOException {
    client.setSoLinger(true, 0);
    client.close();
  }

  private void awaitAnswers() {
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(asOperator("/jolokia/version")).contains("\"status\":200");
              assertThat(program.http("web").get("/metrics").statusCode()).isEqualTo(200);
            });
  }

  private String asOperator(String path) throws Exception {
    return program.http("jolokia").send("GET", path, "", "Authorization", RIGHT).body();
  }
}
