package io.daxkmem.region;

import java.util.Optional;

/**
 * A snapshot of the part of a {@link Region} that changes with a transition.
 *
 * @param state see {@link Region#state()}
 * @param counters see {@link Region#counters()}
 */
public record StateReading(RegionState state, Optional<TransitionCounters> counters) {}
