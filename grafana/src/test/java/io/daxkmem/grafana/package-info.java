/** Tests of the dashboard and the alert rules. */
@NullMarked
package io.daxkmem.grafana;

import org.jspecify.annotations.NullMarked;
