/**
 * The web configuration file, in the format that Prometheus exporters share. Jackson binds its YAML
 * to records; what is done here is what it does not:
 *
 * <ul>
 *   <li>{@code WebConfigReader} and {@code TlsReader} have the rules of the format, which only Go's
 *       exporter-toolkit implements.
 *   <li>{@code RolesReader} has the section that is ours alone, for Jolokia.
 *   <li>{@code YamlFile} and {@code KeyLines} say errors in the words of the format, by line:
 *       Jackson's name Java classes and show the file, which has secrets, and records keep no
 *       lines.
 *   <li>{@code Durations}: the JDK's {@code Duration.parse} takes neither milliseconds nor
 *       fractions of minutes, which Go writes.
 *   <li>{@code RateLimit}: the JDK has no limit of a rate, and a library for one is larger than
 *       this class.
 * </ul>
 */
@NullMarked
package io.daxkmem.exporter.web.config;

import org.jspecify.annotations.NullMarked;
