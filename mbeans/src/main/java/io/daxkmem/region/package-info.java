/**
 * What a dax region used as RAM is, and how it is read and changed: the model, {@link Regions}, and
 * {@link Sysfs}, the seam to the kernel. Knows neither JMX nor Prometheus.
 */
@NullMarked
package io.daxkmem.region;

import org.jspecify.annotations.NullMarked;
