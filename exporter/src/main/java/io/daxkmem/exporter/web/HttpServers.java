package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Makes HTTP servers whose failures say where they wanted to listen. */
public final class HttpServers {
  /** As much as Linux grants by default; the JDK's own 50 let a scraper wait behind a crowd. */
  private static final int BACKLOG = 4096;

  private HttpServers() {}

  /**
   * A server that listens, but is not started.
   *
   * @param tls empty for plain HTTP
   * @param threads that work on its requests
   */
  public static HttpServer listen(
      InetSocketAddress address, Optional<HttpsConfigurator> tls, Executor threads)
      throws IOException {
    try {
      HttpServer server = tls.isPresent() ? https(tls.get()) : HttpServer.create();
      server.bind(address, BACKLOG);
      server.setExecutor(threads);
      return server;
    } catch (BindException e) {
      throw new IOException("cannot listen on " + text(address) + ": " + e.getMessage(), e);
    }
  }

  /** As people write it: {@code 127.0.0.1:8778}. */
  public static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static HttpsServer https(HttpsConfigurator tls) throws IOException {
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(tls);
    return server;
  }
}
