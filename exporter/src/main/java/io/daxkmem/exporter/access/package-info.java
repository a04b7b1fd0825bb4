/** Who may read regions and who may change them, and their passwords. */
@NullMarked
package io.daxkmem.exporter.access;

import org.jspecify.annotations.NullMarked;
