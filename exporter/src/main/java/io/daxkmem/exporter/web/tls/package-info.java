/** Certificates, and which clients are trusted. */
@NullMarked
package io.daxkmem.exporter.web.tls;

import org.jspecify.annotations.NullMarked;
