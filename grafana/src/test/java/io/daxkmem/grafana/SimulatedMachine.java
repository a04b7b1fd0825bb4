package io.daxkmem.grafana;

import io.daxkmem.exporter.metrics.DaxKmemCollector;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Sysfs;
import io.daxkmem.region.simulated.SimulatedSysfs;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A machine of a fleet, with 8 regions that are {@code online_movable}, except one where it has a
 * trouble. Closing ends what it does by itself.
 */
final class SimulatedMachine implements AutoCloseable {
  static final int REGIONS = 8;
  static final long REGION_BYTES = 1L << 30;

  private static final int TROUBLED = 3;
  private static final long TROUBLED_BLOCK = 32 + TROUBLED * 8;

  private final String name;
  private final String cluster;
  private final Trouble trouble;
  private final SimulatedSysfs kernel = new SimulatedSysfs(REGIONS);
  private final PrometheusRegistry registry = new PrometheusRegistry();

  /** What is wrong with one region of a machine. */
  enum Trouble {
    NONE,
    INCONSISTENT,
    STUCK,
    UNREADABLE
  }

  /**
   * @param process the metrics of an exporter's process
   */
  SimulatedMachine(String name, String cluster, Trouble trouble, MultiCollector process)
      throws IOException {
    this.name = name;
    this.cluster = cluster;
    this.trouble = trouble;
    for (int region = 0; region < REGIONS; region++) {
      if (region != TROUBLED || trouble != Trouble.INCONSISTENT) {
        kernel.write(hotplug(region), "online_movable");
      }
    }
    make(trouble);
    registry.register(
        new DaxKmemCollector(
            new Regions(trouble == Trouble.UNREADABLE ? new Unreadable(kernel) : kernel)));
    Info.builder()
        .name("dax_kmem_exporter_build_info")
        .labelNames("version", "java")
        .register(registry)
        .setLabelValues("simulated", Runtime.version().toString());
    registry.register(process);
  }

  private void make(Trouble what) throws IOException {
    switch (what) {
      case INCONSISTENT ->
          kernel.write("devices/system/memory/memory" + TROUBLED_BLOCK + "/state", "online_movable");
      case STUCK -> {
        kernel.pinPage(TROUBLED_BLOCK);
        Thread stuck = new Thread(this::offline, "stuck on " + name);
        stuck.setDaemon(true);
        stuck.start();
      }
      case NONE, UNREADABLE -> {}
    }
  }

  private void offline() {
    try {
      kernel.write(hotplug(TROUBLED), "offline");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hotplug(int region) {
    return folder(region) + "hotplug";
  }

  private static String folder(int region) {
    return "bus/dax/devices/dax" + region + ".0/";
  }

  /** Its host's name. */
  String name() {
    return name;
  }

  /** Its label {@code instance}. */
  String instance() {
    return name + ":10140";
  }

  String cluster() {
    return cluster;
  }

  Trouble trouble() {
    return trouble;
  }

  /** The metrics of its exporter. */
  PrometheusRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    kernel.freePages(TROUBLED_BLOCK);
  }

  /** A kernel of which one region cannot be read. */
  private record Unreadable(Sysfs kernel) implements Sysfs {
    @Override
    public String read(String path) throws IOException {
      if (path.startsWith(folder(TROUBLED))) {
        throw new IOException(path + ": Input/output error");
      }
      return kernel.read(path);
    }

    @Override
    public void write(String path, String value) throws IOException {
      kernel.write(path, value);
    }

    @Override
    public List<String> list(String path) throws IOException {
      return kernel.list(path);
    }

    @Override
    public String linkName(String path) throws IOException {
      return kernel.linkName(path);
    }

    @Override
    public Watch watch(String path, Runnable changed) throws IOException {
      return kernel.watch(path, changed);
    }
  }
}
