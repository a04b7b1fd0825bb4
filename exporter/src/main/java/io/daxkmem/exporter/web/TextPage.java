package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpExchange;

/**
 * A page that always says the same.
 *
 * @param text what it says
 */
record TextPage(String text) implements Page {

  @Override
  public Answer answer(HttpExchange request) {
    return Answer.text(200, text);
  }
}
