package io.daxkmem.region.simulated;

/**
 * A simulated dax device, bound to a driver or not.
 *
 * @param folder in sysfs
 * @param blocks of its memory, while it is added
 */
record SimulatedDevice(String name, String folder, SimulatedBlocks blocks) {}
