package io.daxkmem.region.simulated;

import io.daxkmem.region.Errno;
import io.daxkmem.region.Region;
import io.daxkmem.region.simulated.SimulatedFiles.RefusedException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The driver {@code kmem} of a simulated kernel. */
final class SimulatedKmem {
  private static final String FOLDER = "bus/dax/drivers/kmem/";

  private record Bound(SimulatedDevice device, SimulatedRegion region) {}

  private final SimulatedKernel kernel;
  private final SimulatedMemory memory;
  private final SimulatedFiles files;
  private final ProtectParameter protect = new ProtectParameter();
  private final Consumer<String> changed;
  private final Map<String, SimulatedDevice> devices = new HashMap<>();
  private final Map<String, Bound> bound = new HashMap<>();

  /**
   * @param changed called with an attribute's path when a watch of it is
   */
  SimulatedKmem(
      SimulatedKernel kernel,
      SimulatedMemory memory,
      SimulatedFiles files,
      Consumer<String> changed) {
    this.kernel = kernel;
    this.memory = memory;
    this.files = files;
    this.changed = changed;
    if (kernel == SimulatedKernel.PATCHED) {
      protect.addTo(files);
    }
    files.add(FOLDER + "unbind", () -> "", this::unbind);
    files.add(FOLDER + "bind", () -> "", this::bind);
  }

  /** Adds a device and binds it. */
  synchronized void add(SimulatedDevice device) {
    devices.put(device.name(), device);
    begin(device);
  }

  /** Forgets a device that is removed, with its memory. */
  synchronized void remove(SimulatedDevice device) {
    devices.remove(device.name());
    bound.remove(device.name());
    device.blocks().remove();
  }

  private synchronized void bind(String name) throws RefusedException {
    SimulatedDevice device = devices.get(name);
    if (device == null || bound.containsKey(name)) {
      throw new RefusedException(Errno.ENODEV);
    }
    if (kernel == SimulatedKernel.MAINLINE && device.blocks().areAdded()) {
      // the addresses stay reserved for what stayed online at the unbind, until the next boot
      throw new RefusedException(Errno.EBUSY);
    }
    begin(device);
  }

  /** Unbinds a device. Memory that is online stays. */
  private synchronized void unbind(String name) throws RefusedException {
    Bound was = bound.remove(name);
    if (was == null) {
      throw new RefusedException(Errno.ENODEV);
    }
    String folder = was.device().folder();
    files.remove(folder + "/driver");
    was.region().removeAttributes(folder, files);
    was.device().blocks().leave();
  }

  private void begin(SimulatedDevice device) {
    files.add(device.folder() + "/driver", () -> Region.KMEM);
    SimulatedRegion region =
        switch (kernel) {
          case PATCHED ->
              new PatchedRegion(
                  memory,
                  device.blocks(),
                  protect,
                  () -> changed.accept(device.folder() + PatchedRegion.HOTPLUG));
          case MAINLINE ->
              new MainlineRegion(
                  memory,
                  device.blocks(),
                  () -> changed.accept(device.folder() + MainlineRegion.STATE));
        };
    region.addAttributes(device.folder(), files);
    bound.put(device.name(), new Bound(device, region));
  }
}
