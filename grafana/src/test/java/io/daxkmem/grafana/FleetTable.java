package io.daxkmem.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What was measured of fleets, in Markdown. */
final class FleetTable {
  private static final String BEGIN = "<!-- fleet benchmark: begin -->\n";
  private static final String END = "<!-- fleet benchmark: end -->\n";
  private static final Pattern PLACE =
      Pattern.compile(Pattern.quote(BEGIN) + ".*" + Pattern.quote(END), Pattern.DOTALL);
  private static final Pattern PROCESSOR = Pattern.compile("(?m)^model name\\s*: (.*)$");

  /** The largest fleet that anyone would have. */
  private static final int MOST_MACHINES = 100_000;

  private final List<FleetMeasurement> measured;
  private final IdleDayOnDisk day;

  FleetTable(List<FleetMeasurement> measured, IdleDayOnDisk day) {
    this.measured = List.copyOf(measured);
    this.day = day;
  }

  /** The README with this table at its place. */
  String in(String readme) throws IOException {
    Matcher place = PLACE.matcher(readme);
    if (!place.find()) {
      throw new IllegalStateException("The README has no lines " + BEGIN.strip() + " and " + END);
    }
    return place.replaceFirst(Matcher.quoteReplacement(BEGIN + "\n" + text() + "\n" + END));
  }

  private String text() throws IOException {
    return """
        Measured on %s on %d × %s, with simulated machines of %d regions each, of which a state is
        wanted and which may be operated. Debian's Prometheus scrapes them every minute and has 24 hours of the
        series that the rules record. The memory is that after %d scrapes, and still grows for some hours. The
        times are those of the queries of *Fleet* over these 24 hours, each the median of %d.

        %s
        A region has %s series, a machine with %d of them %s, of which the rules record %s. A cluster has %s
        more. A day of what is scraped of a machine on which nothing happens is %s million samples, %s MB on disk
        in blocks of two hours.

        **100,000 machines** are %s times the last column: %s million series, %s GiB of memory, and with the
        scraped samples %s GB of disk for each day. Do not give them to one Prometheus, but each %s to one. Another
        one above these %s, by federation, has %s series: those of the clusters, and %d of each machine.
        """
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            processor(),
            SimulatedMachine.REGIONS,
            FleetMeasurement.SCRAPES,
            FleetMeasurement.REPETITIONS,
            table(),
            whole(largest().regionSeries()),
            SimulatedMachine.REGIONS,
            whole(largest().machineSeries()),
            whole(largest().recordedSeries()),
            whole(largest().clusterSeries()),
            tenths(day.samples() / 1e6),
            tenths(day.bytes() / 1e6),
            whole(parts()),
            tenths(largest().series() * parts() / 1e6),
            whole(largest().memoryBytes() * parts() / (1 << 30)),
            whole((day.bytes() * MOST_MACHINES + largest().blockBytes() * parts()) / 1e9),
            whole(largest().machines()),
            whole(parts()),
            whole(
                parts() * largest().clusterSeries()
                    + (double) MOST_MACHINES * FleetHistory.PROBLEMS.size()),
            FleetHistory.PROBLEMS.size());
  }

  private FleetMeasurement largest() {
    return measured.get(measured.size() - 1);
  }

  private double parts() {
    return (double) MOST_MACHINES / largest().machines();
  }

  private String table() {
    return row("machines", of -> whole(of.machines()))
        + "| --- |"
        + " --: |".repeat(measured.size())
        + "\n"
        + row("series in memory", of -> whole(of.series()))
        + row("Prometheus' memory, MiB", of -> whole(of.memoryBytes() / (1 << 20)))
        + row("recorded series of 24 hours on disk, MB", of -> tenths(of.blockBytes() / 1e6))
        + row("slowest query, ms", of -> milliseconds(of.slowest().time()))
        + row("which", of -> "*" + of.slowest().query().replaceFirst(" [A-Z]$", "") + "*")
        + row("all queries, one after the other, ms", of -> milliseconds(of.all()));
  }

  private String row(String name, Function<FleetMeasurement, String> value) {
    return measured.stream()
        .map(value)
        .collect(Collectors.joining(" | ", "| " + name + " | ", " |\n"));
  }

  private static String milliseconds(Duration time) {
    return whole(time.toNanos() / 1e6);
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String tenths(double value) {
    return String.format(Locale.ROOT, "%,.1f", value);
  }

  private static String processor() throws IOException {
    Matcher model = PROCESSOR.matcher(Files.readString(Path.of("/proc/cpuinfo")));
    return model.find() ? model.group(1) : System.getProperty("os.arch");
  }
}
