/** The web configuration file, in the format that Prometheus exporters share. */
@NullMarked
package io.daxkmem.exporter.web.config;

import org.jspecify.annotations.NullMarked;
