package io.daxkmem.mbeans;

import io.daxkmem.region.Transition;
import java.time.Duration;
import java.time.Instant;

/**
 * An operation that has ended.
 *
 * @param device the region's dax device, {@code dax0.0}
 * @param to the transition asked for
 * @param requestedBy who asked, see {@link Caller}
 * @param started when it was asked for
 * @param duration from then to its end
 * @param outcome how it ended
 * @param message what happened, as a sentence
 */
public record Operation(
    String device,
    Transition to,
    String requestedBy,
    Instant started,
    Duration duration,
    Outcome outcome,
    String message) {}
