package io.daxkmem.grafana;

import static org.awaitility.Awaitility.await;

import io.daxkmem.exporter.metrics.DaxKmemCollector;
import io.daxkmem.exporter.metrics.OperationMetrics;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Sysfs;
import io.daxkmem.region.Transition;
import io.daxkmem.region.simulated.SimulatedSysfs;
import io.daxkmem.region.wanted.RegionSelector;
import io.daxkmem.region.wanted.WantedRegion;
import io.daxkmem.region.wanted.WantedStates;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A machine of a fleet, with 8 regions that are {@code online_movable}, as is wanted of them,
 * except one where it has a problem. Its exporter has all series that one can have before the first
 * operation. Closing ends what it does by itself.
 */
final class SimulatedMachine implements AutoCloseable {
  static final int REGIONS = 8;
  static final long REGION_BYTES = 1L << 30;

  private static final int WITH_PROBLEM = 3;
  private static final long BLOCK_WITH_PROBLEM = 32 + WITH_PROBLEM * 8;

  private final String name;
  private final String cluster;
  private final Problem problem;
  private final SimulatedSysfs kernel = new SimulatedSysfs(REGIONS);
  private final PrometheusRegistry registry = new PrometheusRegistry();

  /** What is wrong with one region of a machine. */
  enum Problem {
    NONE,
    INCONSISTENT,
    STUCK,
    UNREADABLE,
    NOT_AS_WANTED,
    MISSING;

    /** What the rules record of it, which may be several problems. */
    List<String> recorded() {
      return switch (this) {
        case NONE -> List.of();
        case INCONSISTENT -> List.of("inconsistent", "not as wanted");
        case STUCK -> List.of("stuck");
        case UNREADABLE -> List.of("unreadable");
        case NOT_AS_WANTED -> List.of("not as wanted");
        case MISSING -> List.of("missing");
      };
    }
  }

  /**
   * @param process the metrics of an exporter's process
   */
  SimulatedMachine(String name, String cluster, Problem problem, MultiCollector process)
      throws IOException {
    this.name = name;
    this.cluster = cluster;
    this.problem = problem;
    for (int region = 0; region < REGIONS; region++) {
      if (region != WITH_PROBLEM || !staysOffline(problem)) {
        kernel.write(hotplug(region), "online_movable");
      }
    }
    make(problem);
    Regions regions = new Regions(problem == Problem.UNREADABLE ? new Unreadable(kernel) : kernel);
    WantedStates wanted = wanted(problem);
    registry.register(new DaxKmemCollector(regions, () -> wanted));
    List<String> devices = IntStream.range(0, REGIONS).mapToObj(SimulatedMachine::device).toList();
    new OperationMetrics(registry, () -> Optional.of(devices));
    Info.builder()
        .name("dax_kmem_exporter_build_info")
        .labelNames("version", "java")
        .register(registry)
        .setLabelValues("simulated", Runtime.version().toString());
    registry.register(process);
  }

  private static boolean staysOffline(Problem problem) {
    return problem == Problem.INCONSISTENT || problem == Problem.NOT_AS_WANTED;
  }

  private static WantedStates wanted(Problem problem) {
    WantedRegion all = wanted(RegionSelector.By.NODE, "1", 1);
    return new WantedStates(
        problem == Problem.MISSING
            ? List.of(all, wanted(RegionSelector.By.DEVICE, device(REGIONS), 2))
            : List.of(all));
  }

  private static WantedRegion wanted(RegionSelector.By by, String value, int line) {
    return new WantedRegion(new RegionSelector(by, value), Transition.ONLINE_MOVABLE, line);
  }

  private void make(Problem what) throws IOException {
    switch (what) {
      case INCONSISTENT ->
          kernel.write(
              "devices/system/memory/memory" + BLOCK_WITH_PROBLEM + "/state", "online_movable");
      case STUCK -> {
        kernel.pinPage(BLOCK_WITH_PROBLEM);
        Thread stuck = new Thread(this::offline, "stuck on " + name);
        stuck.setDaemon(true);
        stuck.start();
        await()
            .until(
                () -> kernel.read(folder(WITH_PROBLEM) + "hotplug_stats/pending"),
                "offline"::equals);
      }
      case NONE, UNREADABLE, NOT_AS_WANTED, MISSING -> {}
    }
  }

  private void offline() {
    try {
      kernel.write(hotplug(WITH_PROBLEM), "offline");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hotplug(int region) {
    return folder(region) + "hotplug";
  }

  private static String folder(int region) {
    return "bus/dax/devices/" + device(region) + "/";
  }

  private static String device(int region) {
    return "dax" + region + ".0";
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

  Problem problem() {
    return problem;
  }

  /** The metrics of its exporter. */
  PrometheusRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    kernel.freePages(BLOCK_WITH_PROBLEM);
  }

  /** A kernel of which one region cannot be read. */
  private record Unreadable(Sysfs kernel) implements Sysfs {
    @Override
    public String read(String path) throws IOException {
      if (path.startsWith(folder(WITH_PROBLEM))) {
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
    public String realPath(String path) throws IOException {
      return kernel.realPath(path);
    }

    @Override
    public Watch watch(String path, Runnable changed) throws IOException {
      return kernel.watch(path, changed);
    }
  }
}
