package io.daxkmem.grafana;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.daxkmem.grafana.SimulatedMachine.Problem;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Exporters of many simulated machines, in four clusters, some of which have a problem. They share
 * one port, on which each has its own path. Closing ends them.
 */
final class SimulatedFleet implements AutoCloseable {
  private static final List<String> CLUSTERS = List.of("north", "east", "south", "west");

  private final List<SimulatedMachine> machines = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpServer server;

  /**
   * Starts them. Five have a problem, one of each.
   *
   * @param size the number of machines, from 10 on
   */
  SimulatedFleet(int size) throws IOException {
    this(size, Arrays.stream(Problem.values()).filter(one -> one != Problem.NONE).toList());
  }

  /**
   * Starts them.
   *
   * @param size the number of machines, from twice the problems on
   * @param all the problems, of one machine each
   */
  SimulatedFleet(int size, List<Problem> all) throws IOException {
    Map<Integer, Problem> problems = problems(size, all);
    MultiCollector process = process();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    for (int i = 0; i < size; i++) {
      SimulatedMachine machine =
          new SimulatedMachine(
              "node%04d".formatted(i),
              CLUSTERS.get(i % CLUSTERS.size()),
              problems.getOrDefault(i, Problem.NONE),
              process);
      machines.add(machine);
      server.createContext(path(machine), new MetricsHandler(machine.registry()));
    }
    server.start();
  }

  /** The metrics of this process as they are now, for all: reading them takes long. */
  private static MultiCollector process() {
    PrometheusRegistry registry = new PrometheusRegistry();
    JvmMetrics.builder().register(registry);
    MetricSnapshots now = registry.scrape();
    return () -> now;
  }

  /** The machines with a problem, far from each other and of different clusters. */
  private static Map<Integer, Problem> problems(int size, List<Problem> all) {
    Map<Integer, Problem> problems = new HashMap<>();
    int apart = size / all.size() / CLUSTERS.size() * CLUSTERS.size();
    for (int i = 0; i < all.size(); i++) {
      problems.put(1 + i * (apart + 1), all.get(i));
    }
    return problems;
  }

  private static String path(SimulatedMachine machine) {
    return "/" + machine.name() + "/metrics";
  }

  /** Where the metrics of a machine are. */
  URI metrics(SimulatedMachine machine) {
    return URI.create("http://" + address() + path(machine));
  }

  private String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  List<SimulatedMachine> machines() {
    return List.copyOf(machines);
  }

  /**
   * Writes a file for Prometheus' file service discovery.
   *
   * @param file replaced
   */
  void writeTargets(Path file) throws IOException {
    List<Object> targets = new ArrayList<>();
    for (SimulatedMachine machine : machines) {
      targets.add(
          Map.of(
              "targets",
              List.of(address()),
              "labels",
              Map.of(
                  "__metrics_path__", path(machine),
                  "instance", machine.instance(),
                  "cluster", machine.cluster())));
    }
    // JSON is YAML
    new ObjectMapper().writeValue(file.toFile(), targets);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    machines.forEach(SimulatedMachine::close);
  }
}
