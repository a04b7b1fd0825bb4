package io.daxkmem.region.simulated;

/** A simulated device while it is bound to {@code kmem}. */
interface SimulatedRegion {
  /** Adds the attributes that the driver gives to the device's folder. */
  void addAttributes(String folder, SimulatedFiles files);

  /** Removes them again, when the device is unbound. */
  void removeAttributes(String folder, SimulatedFiles files);
}
