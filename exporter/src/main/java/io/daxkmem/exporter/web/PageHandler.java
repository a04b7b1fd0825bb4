package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/**
 * Answers GET and HEAD for exactly one path, as another handler does: 404 for any other path, and
 * 405 for any other method. The JDK's server matches prefixes and passes every method on.
 */
final class PageHandler implements HttpHandler {
  private final String path;
  private final HttpHandler page;

  PageHandler(String path, HttpHandler page) {
    this.path = path;
    this.page = page;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    if (!exchange.getRequestURI().getPath().equals(path)) {
      TextAnswer.send(exchange, 404, "404: no such page\n");
    } else if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      TextAnswer.send(exchange, 405, "405: only GET and HEAD are allowed\n");
    } else {
      page.handle(exchange);
    }
  }
}
