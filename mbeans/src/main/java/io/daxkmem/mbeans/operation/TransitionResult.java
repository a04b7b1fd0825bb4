package io.daxkmem.mbeans.operation;

import io.daxkmem.region.RegionState;

/**
 * The result of a transition.
 *
 * @param from the state before; {@link RegionState#UNKNOWN} if it could not be read
 * @param message what happened, the state now, and what to do
 */
public record TransitionResult(Outcome outcome, RegionState from, String message) {}
