package io.daxkmem.mbeans.operation;

import io.daxkmem.region.Transition;
import java.time.Instant;

/**
 * An operation that is about to be tried.
 *
 * @param device the region's dax device, {@code dax0.0}
 * @param to the transition requested
 * @param requester who requested it
 * @param started when it was requested
 */
public record BegunOperation(String device, Transition to, Requester requester, Instant started) {}
