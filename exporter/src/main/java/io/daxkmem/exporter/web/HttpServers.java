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

/** Makes the JDK's HTTP servers. Errors name the address. */
public final class HttpServers {
  /** Linux' default limit. With the JDK's default of 50 a crowd of clients delays a scraper. */
  private static final int BACKLOG = 4096;

  /**
   * The JDK's limits for clients, which can only be set as properties of the whole JVM. maxReqTime
   * is in seconds. maxRspTime is not used: it would also end running operations and event streams.
   */
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "30",
          "sun.net.httpserver.maxReqHeaderSize", "16384",
          "jdk.httpserver.maxConnections", "4096",
          // otherwise each answer is delayed by 40 ms, for the client's delayed acknowledgement
          "sun.net.httpserver.nodelay", "true");

  private HttpServers() {}

  /** Sets the JDK's limits. Only for a process of our own, and before the first server is made. */
  public static void limit() {
    LIMITS.forEach(System::setProperty);
  }

  /**
   * Makes a server that listens, but is not started.
   *
   * @param tls empty for plain HTTP
   * @param threads to handle requests
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

  /** Formats an address: {@code 127.0.0.1:8778}. */
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
