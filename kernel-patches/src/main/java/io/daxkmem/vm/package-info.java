/** Boots the patched kernel from a test, through {@code kernel-patches/vm}. */
@NullMarked
package io.daxkmem.vm;

import org.jspecify.annotations.NullMarked;
