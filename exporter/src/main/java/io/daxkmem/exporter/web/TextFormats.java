package io.daxkmem.exporter.web;

import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.stream.Stream;

/**
 * The formats that a client accepts, without the protobuf that a Prometheus with native histograms
 * prefers: client_java would choose it, and then find that it is not there.
 */
final class TextFormats {
  private static final String PROTOBUF = "application/vnd.google.protobuf";

  private TextFormats() {}

  /** The request's {@code Accept}. */
  static String of(HttpExchange request) {
    return request.getRequestHeaders().getOrDefault("Accept", List.of()).stream()
        .flatMap(header -> Stream.of(header.split(",")))
        .map(String::strip)
        .filter(format -> !format.startsWith(PROTOBUF))
        .collect(joining(","));
  }
}
