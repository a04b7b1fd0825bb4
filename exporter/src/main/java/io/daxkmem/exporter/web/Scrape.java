package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.exposition.Pieces;
import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request for metrics as client_java sees it, whose answer is kept and not sent. */
final class Scrape
    implements PrometheusHttpExchange, PrometheusHttpRequest, PrometheusHttpResponse {
  private final HttpExchange request;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status;

  Scrape(HttpExchange request) {
    this.request = request;
  }

  Answer answer() {
    return new Answer(status, headers, Pieces.of(body.toByteArray()));
  }

  @Override
  public PrometheusHttpRequest getRequest() {
    return this;
  }

  @Override
  public PrometheusHttpResponse getResponse() {
    return this;
  }

  @Override
  public String getQueryString() {
    return request.getRequestURI().getRawQuery();
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return Collections.enumeration(
        name.equals("Accept")
            ? List.of(TextFormats.of(request))
            : request.getRequestHeaders().getOrDefault(name, List.of()));
  }

  /** Always GET: a HEAD has the same answer, of which the body is not sent. */
  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public String getRequestPath() {
    return request.getRequestURI().getPath();
  }

  @Override
  public void setHeader(String name, String value) {
    headers.put(name, value);
  }

  @Override
  public OutputStream sendHeadersAndGetBody(int answered, int length) {
    status = answered;
    return body;
  }

  @Override
  public void handleException(IOException e) throws IOException {
    throw e;
  }

  @Override
  public void handleException(RuntimeException e) {
    throw e;
  }

  @Override
  public void close() {
    // nothing is open
  }
}
