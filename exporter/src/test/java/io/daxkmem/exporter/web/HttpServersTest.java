package io.daxkmem.exporter.web;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.net.httpserver.HttpServer;
import io.daxkmem.exporter.web.config.WebConfig;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpServersTest {
  private static final int CROWD = 500;
  private static final int MILLIS = 10_000;

  private final List<Socket> clients = new ArrayList<>();

  @AfterEach
  void leave() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
  }

  @Test
  void aCrowdIsLetInThoughTheServerTakesNobodyYet() throws IOException {
    HttpServer server = HttpServers.listen(WebServers.anyPort(), WebConfig::open);

    for (int i = 0; i < CROWD; i++) {
      Socket client = new Socket();
      clients.add(client);
      assertThatCode(() -> client.connect(server.getAddress(), MILLIS)).doesNotThrowAnyException();
    }
    server.stop(0);
  }
}
