/** Metrics of the regions and of operations. */
@NullMarked
package io.daxkmem.exporter.metrics;

import org.jspecify.annotations.NullMarked;
