/** The state that each region should have, as a file says. */
@NullMarked
package io.daxkmem.region.wanted;

import org.jspecify.annotations.NullMarked;
