/** The state that each region should have: its file, read again when it changes. */
@NullMarked
package io.daxkmem.exporter.wanted;

import org.jspecify.annotations.NullMarked;
