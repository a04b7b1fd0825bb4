/** Operations on a region: the client, the plan, the run, the outcome and the audit. */
@NullMarked
package io.daxkmem.mbeans.operation;

import org.jspecify.annotations.NullMarked;
