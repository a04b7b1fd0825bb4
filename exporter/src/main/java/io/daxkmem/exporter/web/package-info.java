/**
 * The exporter's pages over HTTP, put together from the JDK's server and client_java's handler.
 *
 * <p>Our own is {@link io.daxkmem.exporter.web.RequestThreads}: the JDK can limit how long a
 * request may take to arrive, but its limit for an answer also ends what is still being worked on.
 */
@NullMarked
package io.daxkmem.exporter.web;

import org.jspecify.annotations.NullMarked;
