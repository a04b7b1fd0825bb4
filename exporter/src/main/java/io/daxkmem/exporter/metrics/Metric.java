package io.daxkmem.exporter.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/** The metric families of {@link DaxKmemCollector}: name, type, help and labels. */
@SuppressWarnings(
    "ImmutableEnumChecker") // the checker does not know that the types of its fields are immutable
enum Metric {
  DEVICE_INFO(
      Type.INFO,
      "dax_kmem_device",
      "A dax device: the driver it is bound to, the NUMA node of its memory, its first physical"
          + " address (empty without the right to read it), which attribute of the kernel its state"
          + " comes from, and whether the kernel counts its transitions or this exporter observes"
          + " them (both empty unless it is bound to kmem).",
      "device",
      "driver",
      "target_node",
      "resource",
      "kernel_interface",
      "counters"),
  REGION_UP(
      Type.GAUGE,
      "dax_kmem_region_up",
      "Whether the region could be read: 1 or 0. A region with 0 has no other metrics.",
      "device"),
  REGION_SIZE(
      Type.GAUGE, "dax_kmem_region_size_bytes", "Size of the dax device in bytes.", "device"),
  REGION_STATE(
      Type.GAUGE,
      "dax_kmem_region_state",
      "Whether the region is in this state: 1 for exactly one of all states, 0 for the others.",
      "device",
      "state"),
  REGION_WANTED(
      Type.GAUGE,
      "dax_kmem_region_wanted_state",
      "Whether the region should be in this state, as the file of wanted states says: 1 for exactly"
          + " one of all states, 0 for the others.",
      "device",
      "state"),
  REGION_AS_WANTED(
      Type.GAUGE,
      "dax_kmem_region_as_wanted",
      "Whether the region is in the state that it should be in: 1 or 0.",
      "device"),
  WANTED_REGIONS_FOUND(
      Type.GAUGE,
      "dax_kmem_wanted_regions_found",
      "Regions bound to kmem that a line of the file of wanted states is about: 0 if such a region"
          + " is missing.",
      "wanted",
      "state"),
  REGION_ONLINE(
      Type.GAUGE,
      "dax_kmem_region_online_bytes",
      "Memory of the region in use as RAM, in bytes: its memory blocks that are not offline.",
      "device"),
  REGION_BLOCKS(
      Type.GAUGE,
      "dax_kmem_region_memory_blocks",
      "Memory blocks of the region by their own state; 0 in all states while it is unplugged.",
      "device",
      "state"),
  TRANSITIONS(
      Type.COUNTER,
      "dax_kmem_region_transitions",
      "Completed transitions to this state: since the device was bound if the kernel counts them,"
          + " otherwise those that this exporter saw between two scrapes.",
      "device",
      "to"),
  TRANSITION_FAILURES(
      Type.COUNTER,
      "dax_kmem_region_transition_failures",
      "Transitions that failed or were interrupted, and were rolled back.",
      "device"),
  TRANSITION_SECONDS(
      Type.COUNTER,
      "dax_kmem_region_transition_seconds",
      "Time spent in transitions, completed and failed, in seconds.",
      "device"),
  TRANSITION_PENDING(
      Type.GAUGE,
      "dax_kmem_region_transition_pending",
      "Whether a transition to this state is in progress: 1 or 0.",
      "device",
      "to"),
  EXTERNAL_CHANGES_REFUSED(
      Type.COUNTER,
      "dax_kmem_region_external_changes_refused",
      "Attempts by others to change a memory block of the region that the kernel refused.",
      "device"),
  REGION_PROTECTED(
      Type.GAUGE,
      "dax_kmem_region_protected",
      "Whether the kernel stops others from changing memory blocks of the region: 1 or 0.",
      "device"),
  NODE_MEMORY_FAILURES(
      Type.COUNTER,
      "dax_kmem_node_memory_failures",
      "Pages with an uncorrectable error on a node that regions belong to, since boot, by what the"
          + " kernel could do: ignored and failed pages are still in use.",
      "target_node",
      "outcome"),
  MISSING_RIGHTS(
      Type.GAUGE,
      "dax_kmem_exporter_missing_rights",
      "Whether this exporter lacks this capability, so that it cannot see the addresses and memory"
          + " blocks of some region: 1 or 0.",
      "right"),
  SCRAPE_DURATION(
      Type.GAUGE,
      "dax_kmem_scrape_duration_seconds",
      "Time it took to read all regions for this scrape, in seconds."),
  SCRAPE_ERRORS(
      Type.COUNTER,
      "dax_kmem_scrape_errors",
      "Failed reads of a region, of a node, or of the list of devices since the exporter's start.");

  private enum Type {
    GAUGE,
    COUNTER,
    INFO
  }

  private final Type type;
  private final MetricMetadata metadata;
  private final List<String> labelNames;

  /**
   * @param name without the suffix of the type, {@code _total} or {@code _info}
   */
  Metric(Type type, String name, String help, String... labelNames) {
    this.type = type;
    this.metadata = new MetricMetadata(name, help);
    this.labelNames = List.of(labelNames);
  }

  List<String> labelNames() {
    return labelNames;
  }

  MetricFamilyDescriptor descriptor() {
    MetricFamilyDescriptor.Builder<?> builder =
        switch (type) {
          case GAUGE -> MetricFamilyDescriptor.gauge(metadata.getName());
          case COUNTER -> MetricFamilyDescriptor.counter(metadata.getName());
          case INFO -> MetricFamilyDescriptor.info(metadata.getName());
        };
    return builder.help(metadata.getHelp()).labelNames(labelNames).build();
  }

  /** A series of this family and its value. Fails if that makes no sense, a negative counter. */
  DataPointSnapshot point(Labels labels, double value) {
    return switch (type) {
      case GAUGE -> new GaugeDataPointSnapshot(value, labels, null);
      case COUNTER -> new CounterDataPointSnapshot(value, labels, null, 0);
      case INFO -> new InfoDataPointSnapshot(labels);
    };
  }

  /**
   * The family.
   *
   * @param points of this metric
   */
  MetricSnapshot snapshot(List<DataPointSnapshot> points) {
    return switch (type) {
      case GAUGE -> new GaugeSnapshot(metadata, as(GaugeDataPointSnapshot.class, points));
      case COUNTER -> new CounterSnapshot(metadata, as(CounterDataPointSnapshot.class, points));
      case INFO -> new InfoSnapshot(metadata, as(InfoDataPointSnapshot.class, points));
    };
  }

  private static <T> List<T> as(Class<T> type, List<DataPointSnapshot> points) {
    return points.stream().map(type::cast).toList();
  }
}
