package io.daxkmem.exporter.web;

import java.time.Instant;

/**
 * A change of a region's state.
 *
 * @param from the kernel's word for the state
 */
public record StateChange(Instant at, String from, String to) {}
