package io.daxkmem.exporter.jolokia;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.daxkmem.exporter.Http;
import io.daxkmem.exporter.LogRecorder;
import io.daxkmem.exporter.web.ClientLimits;
import io.daxkmem.exporter.web.RequestThreads;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LateRefusalsTest {
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whereNoThreadIsLeftToAnswerTheConnectionIsClosed() throws Exception {
    RequestThreads none =
        new RequestThreads("none", new ClientLimits(1, Duration.ZERO, 1, Duration.ZERO));
    none.close();
    LateRefusals refusals = new LateRefusals(Duration.ofMillis(1), none, new Refusals());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> refusals.refuse(exchange, 401, "wrong password"));
    server.start();

    try (LogRecorder log = new LogRecorder()) {
      assertThat(new Http(server.getAddress()).raw("GET / HTTP/1.1\r\nHost: here\r\n\r\n"))
          .isEmpty();
      assertThat(log.lines()).singleElement().asString().contains("wrong password");
    } finally {
      server.stop(0);
    }
  }
}
