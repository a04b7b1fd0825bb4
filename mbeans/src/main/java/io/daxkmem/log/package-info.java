/** Log lines with fields, by {@code java.util.logging}: the formatters are the program's. */
@NullMarked
package io.daxkmem.log;

import org.jspecify.annotations.NullMarked;
