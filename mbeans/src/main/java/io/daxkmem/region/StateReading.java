package io.daxkmem.region;

import java.util.Optional;

/**
 * The part of a {@link Region} that changes with each transition, as it was read at one moment.
 *
 * @param state see {@link Region#state()}
 * @param counters see {@link Region#counters()}
 */
public record StateReading(RegionState state, Optional<TransitionCounters> counters) {}
