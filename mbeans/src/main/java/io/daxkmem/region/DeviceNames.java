package io.daxkmem.region;

import static io.daxkmem.log.Field.field;

import io.daxkmem.log.Log;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Leaves out names that the kernel gives to no dax device, so that they reach no MBean, metric or
 * message. It logs how many they are once, and again when that changes.
 */
public final class DeviceNames {
  private static final Log LOG = new Log(DeviceNames.class);

  /** The kernel's {@code dax%d.%d}, of the region's number and the device's. */
  private static final Pattern DEVICE = Pattern.compile("dax[0-9]{1,10}\\.[0-9]{1,10}");

  private final AtomicInteger leftOut = new AtomicInteger();

  /** Whether a dax device can have this name. */
  public static boolean isOne(String name) {
    return DEVICE.matcher(name).matches();
  }

  /** Those of the names that a dax device can have, in the same order. */
  List<String> of(List<String> names) {
    List<String> devices = names.stream().filter(DeviceNames::isOne).toList();
    int others = names.size() - devices.size();
    if (leftOut.getAndSet(others) != others && others > 0) {
      LOG.warn("some names are no dax device's and are left out", field("count", others));
    }
    return devices;
  }
}
