/**
 * Certificates, and which clients are trusted.
 *
 * <ul>
 *   <li>{@code LiveContext}: the JDK's server takes one {@code SSLContext} for good.
 *   <li>{@code AlertingEngine}: the JDK's server sends no alert and logs nothing where a connection
 *       fails.
 *   <li>{@code ClientTrust}: the JDK verifies clients' certificates, but not their names, and
 *       cannot be told to take any certificate.
 *   <li>{@code Pem}: the JDK reads certificates in PEM format, and Jolokia's {@code CryptoUtil}
 *       keys; but only from files whose first line begins the key, without the algorithm of PKCS
 *       #8, with a wrong sign for half of the SEC 1 keys, and with any unchecked exception.
 * </ul>
 */
@NullMarked
package io.daxkmem.exporter.web.tls;

import org.jspecify.annotations.NullMarked;
