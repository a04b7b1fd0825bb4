/**
 * The MBeans of regions over HTTP through Jolokia. No other MBeans of the JVM are served.
 *
 * <p>{@code JolokiaAgent} puts it together. A request passes the filters, which refuse what is not
 * allowed before Jolokia reads it, then {@code JolokiaHandler}, and each of its parts {@code
 * RegionRequestHandler}. What Jolokia does without a limit is limited here: the memory of answers
 * ({@code AnswerMemory}), event streams ({@code EventStreams}) and subscriptions ({@code
 * NotificationClients}).
 */
@NullMarked
package io.daxkmem.exporter.jolokia;

import org.jspecify.annotations.NullMarked;
