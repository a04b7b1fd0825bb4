/** The log of the program: its formats, and what goes to it. */
@NullMarked
package io.daxkmem.exporter.log;

import org.jspecify.annotations.NullMarked;
