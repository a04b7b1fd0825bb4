/** The MBeans of regions over HTTP by Jolokia, and nothing else of this JVM. */
@NullMarked
package io.daxkmem.exporter.jolokia;

import org.jspecify.annotations.NullMarked;
