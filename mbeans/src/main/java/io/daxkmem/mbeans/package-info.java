/** MBeans that show regions and change them. */
@NullMarked
package io.daxkmem.mbeans;

import org.jspecify.annotations.NullMarked;
