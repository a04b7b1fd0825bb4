/** What is read from files, and read again when one of them changes. */
@NullMarked
package io.daxkmem.exporter.reload;

import org.jspecify.annotations.NullMarked;
