/** A simulated kernel, for dashboards and tests on machines without such memory. */
@NullMarked
package io.daxkmem.region.simulated;

import org.jspecify.annotations.NullMarked;
