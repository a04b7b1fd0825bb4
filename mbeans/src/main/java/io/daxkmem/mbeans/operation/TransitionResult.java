package io.daxkmem.mbeans.operation;

import io.daxkmem.region.RegionState;

/**
 * How an operation ended.
 *
 * @param from the state the region was in before
 * @param message what happened, in which state the region is now, and what to do, as sentences
 */
public record TransitionResult(Outcome outcome, RegionState from, String message) {}
