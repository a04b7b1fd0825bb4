package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import io.daxkmem.exporter.log.AddressText;
import io.daxkmem.exporter.web.config.WebConfig;
import io.daxkmem.exporter.web.tls.LiveTls;
import io.daxkmem.region.OpenFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Map;
import java.util.function.Supplier;

/** Makes the JDK's HTTP servers. Errors name the address. */
public final class HttpServers {
  /** Linux' default limit. With the JDK's default of 50 a crowd of clients delays a scraper. */
  private static final int BACKLOG = 4096;

  /** Linux' usual limit of open files. */
  private static final int USUAL_FILES = 1024;

  /** More connections than this are of no use to anybody. */
  private static final int MOST_CONNECTIONS = 4096;

  /**
   * Two servers have half of the files that the process may open, the files of the kernel that are
   * kept open a quarter, and the rest of the process the last. Without any left for a connection,
   * the JDK's server takes a processor until there is one.
   */
  private static final int SHARE = 4;

  private HttpServers() {}

  /**
   * Sets the JDK's limits for clients, which can only be set as properties of the whole JVM. Only
   * for a process of our own, and before the first server is made.
   */
  public static void limit() {
    limits(OpenFiles.limit().orElse(USUAL_FILES)).forEach(System::setProperty);
  }

  /**
   * maxReqTime is in seconds. maxRspTime is not used: it would also end running operations and
   * event streams.
   */
  private static Map<String, String> limits(int openFiles) {
    int connections = Math.min(MOST_CONNECTIONS, openFiles / SHARE);
    return Map.of(
        "sun.net.httpserver.maxReqTime", "30",
        "sun.net.httpserver.maxReqHeaderSize", "16384",
        "jdk.httpserver.maxConnections", Integer.toString(connections),
        // otherwise each answer is delayed by 40 ms, for the client's delayed acknowledgement
        "sun.net.httpserver.nodelay", "true");
  }

  /**
   * Makes a server that listens, but is not started.
   *
   * @param config read at each connection, except whether TLS is used
   * @throws IOException if it cannot listen there
   */
  public static HttpServer listen(InetSocketAddress address, Supplier<WebConfig> config)
      throws IOException {
    HttpServer server = config.get().tls().isPresent() ? https(config) : HttpServer.create();
    try {
      server.bind(address, BACKLOG);
      return server;
    } catch (IOException | UnsupportedAddressTypeException e) {
      server.stop(0);
      throw new IOException("cannot listen on " + AddressText.of(address) + ": " + why(e), e);
    }
  }

  private static String why(Exception e) {
    return e instanceof UnsupportedAddressTypeException
        ? "this machine or JVM has no IPv6, so it takes an IPv4 address, as 0.0.0.0"
        : String.valueOf(e.getMessage());
  }

  private static HttpsServer https(Supplier<WebConfig> config) throws IOException {
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(new LiveTls(() -> config.get().tls().orElseThrow()));
    return server;
  }
}
