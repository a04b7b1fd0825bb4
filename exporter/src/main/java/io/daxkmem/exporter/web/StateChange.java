package io.daxkmem.exporter.web;

import java.time.Instant;

/**
 * A region went from one state to another.
 *
 * @param from the word for it that the kernel uses
 */
public record StateChange(Instant at, String from, String to) {}
