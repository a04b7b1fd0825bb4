package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/**
 * A page that always says the same.
 *
 * @param text what it says
 */
record TextPage(String text) implements HttpHandler {

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    send(exchange, 200, text);
  }

  static void send(HttpExchange exchange, int status, String text) throws IOException {
    Response.send(exchange, status, "text/plain; charset=utf-8", text);
  }
}
