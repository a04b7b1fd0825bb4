/** The log's two formats. */
@NullMarked
package io.daxkmem.exporter.log;

import org.jspecify.annotations.NullMarked;
