package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Makes HTTP servers whose failures say where they wanted to listen. */
public final class HttpServers {
  /** As much as Linux grants by default; the JDK's own 50 let a scraper wait behind a crowd. */
  private static final int BACKLOG = 4096;

  /**
   * What the JDK's servers grant clients; these properties are its only way to say so, and hold for
   * the whole JVM. The time to send a request is in seconds. There is a limit for the answer, too,
   * but it would also end operations under way and event streams.
   */
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "30",
          "sun.net.httpserver.maxReqHeaderSize", "16384",
          "jdk.httpserver.maxConnections", "4096",
          // else a part of each answer waits 40 ms for the client to acknowledge the one before
          "sun.net.httpserver.nodelay", "true");

  private HttpServers() {}

  /**
   * Limits what clients may do, and answers them at once. For a process of our own only, and before
   * the first server is made.
   */
  public static void limit() {
    LIMITS.forEach(System::setProperty);
  }

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
