/** The command line: its flags and their values. */
@NullMarked
package io.daxkmem.exporter.cli;

import org.jspecify.annotations.NullMarked;
