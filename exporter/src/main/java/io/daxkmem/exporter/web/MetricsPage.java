package io.daxkmem.exporter.web;

import static io.daxkmem.log.Field.field;

import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.exposition.Exposition;
import io.daxkmem.log.Log;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The metrics, in the format that the client prefers. What client_java can do with a query, the
 * filter {@code name[]} for instance, it does itself.
 */
final class MetricsPage implements Page {
  private static final Log LOG = new Log(MetricsPage.class);
  private static final int OK = 200;
  private static final String GZIP = "gzip";

  private final PrometheusRegistry registry;
  private final PrometheusScrapeHandler queries;
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Map<String, Exposition> expositions = new ConcurrentHashMap<>();

  MetricsPage(PrometheusRegistry registry) {
    this.registry = registry;
    this.queries = new PrometheusScrapeHandler(PrometheusProperties.get(), registry);
  }

  @Override
  public Answer answer(HttpExchange request) throws IOException {
    try {
      return request.getRequestURI().getRawQuery() == null ? all(request) : some(request);
    } catch (RuntimeException e) {
      LOG.warn("scrape failed", field("error", e));
      return Answer.text(500, "500: the scrape failed; the exporter's log says why\n");
    }
  }

  private Answer some(HttpExchange request) throws IOException {
    Scrape scrape = new Scrape(request);
    queries.handleRequest(scrape);
    return scrape.answer();
  }

  private Answer all(HttpExchange request) throws IOException {
    Exposition exposition = exposition(formats.findWriter(TextFormats.of(request)));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", exposition.contentType());
    if (!takesGzip(request)) {
      return new Answer(OK, headers, exposition.text(registry.scrape()));
    }
    headers.put("Content-Encoding", GZIP);
    return new Answer(OK, headers, exposition.gzip(registry.scrape()));
  }

  private Exposition exposition(ExpositionFormatWriter writer) throws IOException {
    Exposition known = expositions.get(writer.getContentType());
    if (known != null) {
      return known;
    }
    Exposition exposition = new Exposition(writer);
    expositions.put(writer.getContentType(), exposition);
    return exposition;
  }

  private static boolean takesGzip(HttpExchange request) {
    return request.getRequestHeaders().getOrDefault("Accept-Encoding", List.of()).stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .anyMatch(encoding -> encoding.strip().equals(GZIP));
  }
}
