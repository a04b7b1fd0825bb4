package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.access.Access;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jolokia.jvmagent.ParsedUri;

/**
 * Refuses requests that a web page can make a browser send. Listening on loopback does not keep out
 * the browser of an administrator on the same machine.
 */
final class WebPageFilter extends Filter {
  private final Access access;
  private final boolean tls;
  private final Refusals refusals;

  /**
   * @param tls whether the server has a certificate, so that browsers know it by its name
   */
  WebPageFilter(Access access, boolean tls, Refusals refusals) {
    this.access = access;
    this.tls = tls;
    this.refusals = refusals;
  }

  @Override
  public String description() {
    return "refuses requests that come from web pages";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    Optional<String> reason = reason(exchange);
    if (reason.isEmpty()) {
      chain.doFilter(exchange);
      return;
    }
    refusals.refuse(exchange, 403, reason.get());
  }

  private Optional<String> reason(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    List<String> pages =
        Stream.of("Origin", "Referer")
            .flatMap(name -> headers.getOrDefault(name, List.of()).stream())
            .toList();
    if (!pages.stream().allMatch(access::allowsPage)) {
      return Optional.of("requests of web pages are refused: this one has an Origin or a Referer");
    }
    if (pages.isEmpty()
        && !headers.getOrDefault("Sec-Fetch-Site", List.of("none")).contains("none")) {
      return Optional.of("requests of web pages are refused: Sec-Fetch-Site is not none");
    }
    String host = headers.getFirst("Host");
    if (!tls && host != null && !isLoopback(host)) {
      // DNS rebinding: an attacker's name may resolve to 127.0.0.1 once its page is loaded
      return Optional.of("the Host must be a loopback address or localhost");
    }
    if (new ParsedUri(exchange.getRequestURI()).getParameterMap().containsKey("callback")) {
      return Optional.of("the parameter callback, which makes a script, is refused");
    }
    return Optional.empty();
  }

  private static boolean isLoopback(String host) {
    String name = host.replaceFirst(":\\d*$", "");
    return name.equalsIgnoreCase("localhost")
        || name.equals("[::1]")
        || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }
}
