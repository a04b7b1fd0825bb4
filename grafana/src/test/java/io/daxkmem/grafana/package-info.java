/** The tests of the dashboards and rules, which this folder is otherwise made of. */
@NullMarked
package io.daxkmem.grafana;

import org.jspecify.annotations.NullMarked;
