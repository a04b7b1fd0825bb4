package io.daxkmem.exporter.web;

import java.time.Instant;
import java.util.Optional;

/** Nothing has changed yet. */
record NoChanges() implements LastChanges {

  @Override
  public Optional<StateChange> of(String device) {
    return Optional.empty();
  }

  @Override
  public Instant since() {
    return Instant.parse("2026-11-24T03:00:00Z");
  }
}
