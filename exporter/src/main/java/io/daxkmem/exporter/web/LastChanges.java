package io.daxkmem.exporter.web;

import java.time.Instant;
import java.util.Optional;

/** The last change of each region, which the kernel does not keep. */
public interface LastChanges {

  /** The last change of a region's state; empty if there was none {@link #since}. */
  Optional<StateChange> of(String device);

  /** When watching for changes began. */
  Instant since();
}
