/** Reads files that an administrator wrote. */
@NullMarked
package io.daxkmem.file;

import org.jspecify.annotations.NullMarked;
