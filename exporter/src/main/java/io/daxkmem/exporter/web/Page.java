package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** What is answered to a request. */
@FunctionalInterface
interface Page {

  /**
   * The answer.
   *
   * @param request only to be looked at; somebody else sends the answer
   */
  Answer answer(HttpExchange request) throws IOException;
}
