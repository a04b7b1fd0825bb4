package io.daxkmem.region;

import io.daxkmem.region.IdentityFiles.Identity;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Properties of a device that stay the same while its {@link Identity} does; see {@link Region}.
 */
record DeviceFacts(
    String device,
    String path,
    Identity identity,
    int targetNode,
    OptionalLong resource,
    KernelInterface kernelInterface) {

  /**
   * Reads them from sysfs.
   *
   * @param names of the files in the device's folder
   */
  static DeviceFacts read(Sysfs sysfs, String device, List<String> names, Identity identity)
      throws IOException {
    String folder = Regions.folder(device);
    return new DeviceFacts(
        device,
        regionPath(sysfs, folder),
        identity,
        names.contains("target_node") ? targetNode(sysfs, folder) : -1,
        resource(sysfs, folder),
        KernelInterface.of(names));
  }

  private static String regionPath(Sysfs sysfs, String folder) throws IOException {
    String device = sysfs.realPath(folder);
    return device.substring(0, device.lastIndexOf('/')).replaceFirst("^devices/", "/");
  }

  private static int targetNode(Sysfs sysfs, String folder) throws IOException {
    return AttributeFile.read(sysfs, folder + "/target_node").integer();
  }

  private static OptionalLong resource(Sysfs sysfs, String folder) throws IOException {
    try {
      return OptionalLong.of(AttributeFile.read(sysfs, folder + "/resource").hexadecimal());
    } catch (AccessDeniedException e) {
      return OptionalLong.empty();
    }
  }

  boolean isKmem() {
    return identity.driver().equals(Region.KMEM);
  }

  Region region(
      RegionState state,
      Optional<MemoryBlocks> blocks,
      Optional<TransitionCounters> counters,
      Optional<Transition> pending,
      Optional<Boolean> isProtected) {
    return new Region(
        device,
        path,
        identity.driver(),
        targetNode,
        resource,
        identity.sizeBytes(),
        kernelInterface,
        state,
        blocks,
        counters,
        pending,
        isProtected);
  }
}
