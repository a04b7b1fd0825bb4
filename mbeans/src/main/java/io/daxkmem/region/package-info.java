/**
 * The model of a dax region used as RAM; {@link Regions}, which reads and changes them; and {@link
 * Sysfs}, the interface to the kernel. Independent of JMX and Prometheus.
 */
@NullMarked
package io.daxkmem.region;

import org.jspecify.annotations.NullMarked;
