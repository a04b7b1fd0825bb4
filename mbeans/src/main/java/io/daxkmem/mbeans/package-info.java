/** The JMX face of regions: MBeans that show them and whose operations change them. */
@NullMarked
package io.daxkmem.mbeans;

import org.jspecify.annotations.NullMarked;
