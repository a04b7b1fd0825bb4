/**
 * What a dax region used as RAM is, how the kernel is asked about it and told to change it. Knows
 * neither JMX nor Prometheus.
 */
@NullMarked
package io.daxkmem.region;

import org.jspecify.annotations.NullMarked;
