/**
 * The web configuration file, in the format that Prometheus exporters share. There is no library
 * that reads it in Java; the YAML itself is snakeyaml-engine's.
 */
@NullMarked
package io.daxkmem.exporter.web.config;

import org.jspecify.annotations.NullMarked;
