package io.daxkmem.grafana;

import io.daxkmem.grafana.Backfill.Series;
import io.daxkmem.grafana.Backfill.Value;
import io.daxkmem.grafana.SimulatedMachine.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What the rules would have recorded of the machines of a fleet in a day, as far as the fleet
 * dashboard shows it over time. Once in the day, at a time of its own, each offlines its regions
 * for ten minutes, and then they are not as wanted. The problems begin two hours before the end.
 */
final class FleetHistory {
  /** At which the rules are evaluated. */
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration OFFLINE = Duration.ofMinutes(10);
  private static final Duration PROBLEMS_LAST = Duration.ofHours(2);

  /** What the rates look back over. */
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private static final String NOT_AS_WANTED = "not as wanted";

  static final List<String> PROBLEMS =
      List.of(NOT_AS_WANTED, "missing", "unreadable", "inconsistent", "unknown", "stuck");

  private final List<SimulatedMachine> machines;
  private final Instant from;
  private final Instant to;

  /** When each machine offlines its regions. */
  private final List<Instant> offlined = new ArrayList<>();

  /**
   * @param to its end
   */
  FleetHistory(List<SimulatedMachine> machines, Instant to) {
    this.machines = machines;
    this.from = to.minus(DAY);
    this.to = to;
    // the first an hour after the begin, the last an hour before the end
    long seconds = DAY.minusHours(2).toSeconds();
    for (int i = 0; i < machines.size(); i++) {
      offlined.add(from.plus(Duration.ofHours(1)).plusSeconds(seconds * i / machines.size()));
    }
  }

  Instant from() {
    return from;
  }

  Instant to() {
    return to;
  }

  /** The series, all of one metric together. */
  List<Series> series() {
    List<Series> series = new ArrayList<>();
    add(series, "up", "", i -> time -> 1);
    add(series, "instance:dax_kmem_regions:count", "", i -> time -> SimulatedMachine.REGIONS);
    add(series, "instance:dax_kmem_region_size_bytes:sum", "", i -> time -> bytes());
    add(
        series,
        "instance:dax_kmem_region_online_bytes:sum",
        "",
        i -> time -> isOffline(i, time) ? 0 : bytes());
    for (String problem : PROBLEMS) {
      add(
          series,
          "instance_problem:dax_kmem_regions:count",
          ",problem=\"" + problem + "\"",
          i -> time -> regionsWith(problem, i, time));
    }
    addTransitions(series, "offline", Duration.ZERO);
    addTransitions(series, "online_movable", OFFLINE);
    for (String none : List.of("online", "online_kernel", "unplug")) {
      add(series, "instance_to:dax_kmem_region_transitions:rate5m", to(none), i -> time -> 0);
    }
    addCounted(series, "dax_kmem_region_transition_failures", Problem.STUCK, 4);
    addCounted(series, "dax_kmem_region_external_changes_refused", Problem.INCONSISTENT, 90);
    addCounted(series, "dax_kmem_node_memory_failures", Problem.UNREADABLE, 2);
    for (String cluster : clusters()) {
      for (String state : List.of("offline", "online_movable")) {
        series.add(
            new Series(
                "cluster_state:dax_kmem_region_state:sum",
                "cluster=\"%s\",job=\"dax-kmem\",state=\"%s\"".formatted(cluster, state),
                time -> regions(cluster, state.equals("offline"), time)));
      }
    }
    return series;
  }

  private void add(List<Series> series, String metric, String more, Function<Integer, Value> of) {
    for (int i = 0; i < machines.size(); i++) {
      SimulatedMachine machine = machines.get(i);
      String labels =
          "cluster=\"%s\",job=\"dax-kmem\",instance=\"%s\"%s"
              .formatted(machine.cluster(), machine.instance(), more);
      series.add(new Series(metric, labels, of.apply(i)));
    }
  }

  private void addTransitions(List<Series> series, String to, Duration after) {
    add(
        series,
        "instance_to:dax_kmem_region_transitions:rate5m",
        to(to),
        i ->
            time ->
                isWithin(WINDOW, offlined.get(i).plus(after), time)
                    ? (double) SimulatedMachine.REGIONS / WINDOW.toSeconds()
                    : 0);
  }

  private static String to(String transition) {
    return ",to=\"" + transition + "\"";
  }

  /** What happened so often, all at once, on the machine with this problem. */
  private void addCounted(List<Series> series, String what, Problem where, int times) {
    add(
        series,
        "instance:" + what + ":rate5m",
        "",
        i ->
            time ->
                machines.get(i).problem() == where
                        && isWithin(WINDOW, to.minus(PROBLEMS_LAST), time)
                    ? (double) times / WINDOW.toSeconds()
                    : 0);
  }

  private Set<String> clusters() {
    Set<String> clusters = new TreeSet<>();
    machines.forEach(machine -> clusters.add(machine.cluster()));
    return clusters;
  }

  private double regions(String cluster, boolean offline, Instant time) {
    int regions = 0;
    for (int i = 0; i < machines.size(); i++) {
      if (machines.get(i).cluster().equals(cluster) && isOffline(i, time) == offline) {
        regions += SimulatedMachine.REGIONS;
      }
    }
    return regions;
  }

  private double regionsWith(String problem, int machine, Instant time) {
    if (problem.equals(NOT_AS_WANTED) && isOffline(machine, time)) {
      return SimulatedMachine.REGIONS;
    }
    return isWithin(PROBLEMS_LAST, to.minus(PROBLEMS_LAST), time)
            && machines.get(machine).problem().recorded().contains(problem)
        ? 1
        : 0;
  }

  private boolean isOffline(int machine, Instant time) {
    return isWithin(OFFLINE, offlined.get(machine), time);
  }

  private static boolean isWithin(Duration length, Instant begin, Instant time) {
    return !time.isBefore(begin) && time.isBefore(begin.plus(length));
  }

  private static double bytes() {
    return (double) SimulatedMachine.REGIONS * SimulatedMachine.REGION_BYTES;
  }
}
