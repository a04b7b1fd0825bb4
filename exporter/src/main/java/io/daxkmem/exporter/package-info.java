/** The Prometheus face of regions, and the program. */
@NullMarked
package io.daxkmem.exporter;

import org.jspecify.annotations.NullMarked;
