/** The sysfs and procfs of the real kernel. */
@NullMarked
package io.daxkmem.region.host;

import org.jspecify.annotations.NullMarked;
