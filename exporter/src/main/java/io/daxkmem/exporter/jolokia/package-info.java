/** The MBeans of regions over HTTP through Jolokia. No other MBeans of the JVM are served. */
@NullMarked
package io.daxkmem.exporter.jolokia;

import org.jspecify.annotations.NullMarked;
