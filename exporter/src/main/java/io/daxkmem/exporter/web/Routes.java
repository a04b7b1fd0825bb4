package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;

/**
 * Sends a request to the page of exactly its path: 404 where there is none, 405 for anything but
 * GET and HEAD. The JDK's own server matches prefixes and passes every method on.
 */
final class Routes implements Page {
  private final Map<String, Page> pages;

  Routes(Map<String, Page> pages) {
    this.pages = Map.copyOf(pages);
  }

  @Override
  public Answer answer(HttpExchange request) throws IOException {
    Page page = pages.get(request.getRequestURI().getPath());
    if (page == null) {
      return Answer.text(404, "404: no such page\n");
    }
    String method = request.getRequestMethod();
    if (method.equals("GET") || method.equals("HEAD")) {
      return page.answer(request);
    }
    return Answer.text(405, "405: only GET and HEAD are allowed\n").with("Allow", "GET, HEAD");
  }
}
