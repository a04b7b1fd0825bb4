/** Runs what users have from Debian's packages beside this project, for its tests. */
@NullMarked
package io.daxkmem.debian;

import org.jspecify.annotations.NullMarked;
