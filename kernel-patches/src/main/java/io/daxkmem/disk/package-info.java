/** File systems that fail, for tests. */
@NullMarked
package io.daxkmem.disk;

import org.jspecify.annotations.NullMarked;
