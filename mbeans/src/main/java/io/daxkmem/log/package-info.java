/** Log lines with fields for {@code java.util.logging}. The exporter brings the formatters. */
@NullMarked
package io.daxkmem.log;

import org.jspecify.annotations.NullMarked;
