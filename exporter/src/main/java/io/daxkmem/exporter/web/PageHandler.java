package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/**
 * Passes on GET and HEAD for one path. Other paths are answered 404 and other methods 405: the
 * JDK's server matches prefixes and passes on every method.
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
