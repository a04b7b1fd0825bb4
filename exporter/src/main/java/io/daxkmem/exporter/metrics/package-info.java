/** What a scrape tells: regions, the operations asked for, and the exporter itself. */
@NullMarked
package io.daxkmem.exporter.metrics;

import org.jspecify.annotations.NullMarked;
