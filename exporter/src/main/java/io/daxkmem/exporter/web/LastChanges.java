package io.daxkmem.exporter.web;

import java.time.Instant;
import java.util.Optional;

/** Knows when regions changed last; the kernel itself does not say. */
public interface LastChanges {

  /** The last change of a region's state; empty where there was none {@link #since}. */
  Optional<StateChange> of(String device);

  /** From when on changes are noticed. */
  Instant since();
}
