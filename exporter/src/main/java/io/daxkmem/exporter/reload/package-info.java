/**
 * What is read from files, and read again when one of them changes. The JDK's {@code WatchService}
 * does not see where a symbolic link leads to now, which is how Kubernetes replaces certificates.
 */
@NullMarked
package io.daxkmem.exporter.reload;

import org.jspecify.annotations.NullMarked;
