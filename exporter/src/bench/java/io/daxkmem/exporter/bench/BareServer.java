package io.daxkmem.exporter.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The JDK's server with one fixed page, to compare the exporter's start with. */
public final class BareServer {
  private BareServer() {}

  /** Serves {@code /metrics} on a port of the loopback address. */
  public static void main(String[] args) throws IOException {
    byte[] page = "up 1\n".getBytes(US_ASCII);
    HttpServer server =
        HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
  }
}
