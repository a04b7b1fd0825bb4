/**
 * Users, and the passwords they send. The JDK's {@code BasicAuthenticator} wants to know the
 * password; here only its bcrypt hash is known, which takes long to compare with.
 */
@NullMarked
package io.daxkmem.exporter.web.auth;

import org.jspecify.annotations.NullMarked;
