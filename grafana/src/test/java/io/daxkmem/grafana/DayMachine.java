package io.daxkmem.grafana;

import io.daxkmem.vm.VirtualMachine;
import io.daxkmem.vm.VirtualMachine.Kernel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The machines of the scripted day: one for each kernel that an administrator may have. */
enum DayMachine {
  /** The patched kernel: three regions of one memory block, which are offline and should be. */
  OURS(3, "dax0.0 offline\ndax1.0 offline\ndax2.0 offline\n"),
  /** A stock 7.3: two regions of two memory blocks, online from the boot on. */
  MAINLINE(2, "dax0.0 online_movable\n"),
  /** A stock 6.12: two regions of two memory blocks, which are offline. */
  STOCK(2, "dax1.0 offline\n");

  private final int regions;
  private final String wanted;

  DayMachine(int regions, String wanted) {
    this.regions = regions;
    this.wanted = wanted;
  }

  /**
   * Those with these names, separated by commas.
   *
   * @throws IllegalArgumentException if one is unknown, or ours is not among them, which has most
   *     of the day
   */
  static List<DayMachine> named(String names) {
    List<DayMachine> machines = Arrays.stream(names.split(",", -1)).map(DayMachine::of).toList();
    if (!machines.contains(OURS)) {
      throw new IllegalArgumentException("-Dday=" + names + " is without ours");
    }
    return machines;
  }

  /**
   * The one with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static DayMachine of(String name) {
    return valueOf(name.strip().toUpperCase(Locale.ROOT));
  }

  /** Its name in Prometheus and in the table of expected answers. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  int regions() {
    return regions;
  }

  /** The content of its {@code regions.conf}. */
  String wanted() {
    return wanted;
  }

  VirtualMachine virtualMachine() {
    VirtualMachine machine =
        switch (this) {
          case OURS -> VirtualMachine.booting(Kernel.DEBUG).with("--region-size", "128M");
          case MAINLINE ->
              VirtualMachine.booting(Kernel.STOCK)
                  .with("--linux", "7.3", "--region-size", "256M", "--policy", "online_movable");
          case STOCK -> VirtualMachine.booting(Kernel.STOCK).with("--region-size", "256M");
        };
    return machine.with("--regions", Integer.toString(regions));
  }
}
