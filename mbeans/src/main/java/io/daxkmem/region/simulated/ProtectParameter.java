package io.daxkmem.region.simulated;

import io.daxkmem.region.simulated.SimulatedFiles.RefusedException;

/** The parameter {@code protect} of our {@code kmem}. */
final class ProtectParameter {
  private volatile Protection value = Protection.MANAGED;

  void addTo(SimulatedFiles files) {
    files.add("module/kmem/parameters/protect", () -> value.text(), this::store);
  }

  Protection value() {
    return value;
  }

  private void store(String word) throws RefusedException {
    value = Protection.of(word);
  }
}
