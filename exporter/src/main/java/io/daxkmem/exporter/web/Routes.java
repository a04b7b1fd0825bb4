package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;

/**
 * Sends a request to the page of exactly its path: 404 where there is none, 405 for anything but
 * GET and HEAD. The JDK's own server matches prefixes and passes every method on.
 */
final class Routes implements HttpHandler {
  private final Map<String, HttpHandler> pages;

  Routes(Map<String, HttpHandler> pages) {
    this.pages = Map.copyOf(pages);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    HttpHandler page = pages.get(exchange.getRequestURI().getPath());
    if (page == null) {
      TextPage.send(exchange, 404, "404: no such page\n");
    } else if (method.equals("GET") || method.equals("HEAD")) {
      page.handle(exchange);
    } else {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      TextPage.send(exchange, 405, "405: only GET and HEAD are allowed\n");
    }
  }
}
