package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;

/** Makes HTTP servers whose failures say where they wanted to listen. */
public final class HttpServers {
  private static final int SYSTEM_BACKLOG = 0;

  /**
   * The JDK's server sends an answer in two packets, and the second waits for a client's delayed
   * ACK.
   */
  private static final String SEND_AT_ONCE = "sun.net.httpserver.nodelay";

  private HttpServers() {}

  /**
   * A server that listens, but is not started.
   *
   * @param threads that work on its requests
   */
  public static HttpServer listen(InetSocketAddress address, ExecutorService threads)
      throws IOException {
    System.setProperty(SEND_AT_ONCE, "true");
    try {
      HttpServer server = HttpServer.create(address, SYSTEM_BACKLOG);
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
}
