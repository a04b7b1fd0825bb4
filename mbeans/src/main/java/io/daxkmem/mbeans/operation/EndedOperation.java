package io.daxkmem.mbeans.operation;

import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import java.time.Duration;
import java.time.Instant;

/**
 * An operation that has ended.
 *
 * @param device the region's dax device, {@code dax0.0}
 * @param from the state the region was in; {@link RegionState#UNKNOWN} if it could not be read
 * @param to the transition requested
 * @param requester who requested it
 * @param started when it was requested
 * @param duration from the request to the end
 * @param outcome how it ended
 * @param message the result in words
 */
public record EndedOperation(
    String device,
    RegionState from,
    Transition to,
    Requester requester,
    Instant started,
    Duration duration,
    Outcome outcome,
    String message) {}
