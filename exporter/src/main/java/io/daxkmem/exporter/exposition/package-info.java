/** Metrics as text, of which only what has changed is written and compressed anew. */
@NullMarked
package io.daxkmem.exporter.exposition;

import org.jspecify.annotations.NullMarked;
