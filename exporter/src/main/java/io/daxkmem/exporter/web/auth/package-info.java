/** Who may look: users, and the passwords they send. */
@NullMarked
package io.daxkmem.exporter.web.auth;

import org.jspecify.annotations.NullMarked;
