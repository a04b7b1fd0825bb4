package io.daxkmem.exporter.web;

/**
 * What the landing page says of the exporter.
 *
 * @param version of the exporter
 * @param host name of the machine
 */
public record About(String version, String host) {}
