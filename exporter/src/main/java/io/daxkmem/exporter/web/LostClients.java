package io.daxkmem.exporter.web;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/**
 * Lets requests fail whose answer could not be sent. An exchange that is closed hides it from the
 * JDK's server, which then counts the connection as open for ever; and it takes no more of them
 * than {@code jdk.httpserver.maxConnections}.
 */
public final class LostClients extends Filter {
  private final RequestThreads threads;

  /**
   * @param threads of the server
   */
  public LostClients(RequestThreads threads) {
    this.threads = threads;
  }

  @Override
  public String description() {
    return "ends the connections of clients that did not take their answer";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    AnswerParts parts = new AnswerParts(exchange.getResponseBody(), threads::taken);
    exchange.setStreams(null, parts);
    chain.doFilter(exchange);
    if (parts.failed()) {
      throw new IOException("the client did not take its answer");
    }
  }
}
