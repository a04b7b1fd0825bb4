package io.daxkmem.grafana;

import io.daxkmem.grafana.Backfill.Series;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The blocks of a day of scrapes of some machines, one each minute. Nothing happens on that day,
 * but what is never the same in an idle exporter is at random.
 *
 * @param bytes of one machine, in blocks of two hours
 * @param samples of one machine
 */
record IdleDayOnDisk(double bytes, double samples) {
  private static final int MACHINES = 10;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final Set<String> VARYING =
      Set.of(
          "dax_kmem_scrape_duration_seconds",
          "jvm_memory_pool_used_bytes",
          "jvm_memory_used_bytes",
          "process_cpu_seconds_total",
          "process_resident_memory_bytes");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? ([-+\\w.]+)$");

  /**
   * Writes and measures them.
   *
   * @param folder for the blocks; the caller deletes it
   */
  static IdleDayOnDisk in(Path folder) throws IOException, InterruptedException {
    Instant end = Instant.now().truncatedTo(ChronoUnit.DAYS);
    List<Series> series = new ArrayList<>();
    try (SimulatedFleet fleet = new SimulatedFleet(MACHINES)) {
      for (SimulatedMachine machine : fleet.machines()) {
        series.addAll(scrape(fleet, machine));
      }
    }
    series.sort(Comparator.comparing(Series::metric));
    new Backfill(folder).add(series, end.minus(DAY), end, INTERVAL);
    return new IdleDayOnDisk(
        (double) size(folder) / MACHINES,
        (double) series.size() / MACHINES * DAY.dividedBy(INTERVAL));
  }

  private static List<Series> scrape(SimulatedFleet fleet, SimulatedMachine machine)
      throws IOException {
    Random random = new Random(machine.name().hashCode());
    List<Series> series = new ArrayList<>();
    try (InputStream in = fleet.metrics(machine).toURL().openStream()) {
      Matcher sample = SAMPLE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      while (sample.find()) {
        String metric = sample.group(1);
        String labels =
            "cluster=\"%s\",instance=\"%s\",job=\"dax-kmem\""
                .formatted(machine.cluster(), machine.instance());
        double value = Double.parseDouble(sample.group(3).replace("Inf", "Infinity"));
        boolean varies = VARYING.contains(metric);
        series.add(
            new Series(
                metric,
                sample.group(2) == null ? labels : labels + "," + sample.group(2),
                time -> varies ? value * (1 + random.nextDouble()) : value));
      }
    }
    return series;
  }

  private static long size(Path folder) throws IOException {
    long size = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        size += Files.size(file);
      }
    }
    return size;
  }
}
