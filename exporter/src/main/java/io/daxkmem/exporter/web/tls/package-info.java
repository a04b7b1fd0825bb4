/**
 * Certificates, and which clients are trusted. The JDK's server takes one {@code SSLContext} for
 * good, and the JDK knows neither PEM nor Go's kinds of client authentication.
 */
@NullMarked
package io.daxkmem.exporter.web.tls;

import org.jspecify.annotations.NullMarked;
