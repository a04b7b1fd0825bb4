/** The real kernel: its sysfs and procfs. */
@NullMarked
package io.daxkmem.region.host;

import org.jspecify.annotations.NullMarked;
