/** Operations on a region: who asks, whether it may work, how it ended, and the record of it. */
@NullMarked
package io.daxkmem.mbeans.operation;

import org.jspecify.annotations.NullMarked;
