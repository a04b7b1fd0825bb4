package io.daxkmem.grafana;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Writes the past into a database of Prometheus, by promtool. */
final class Backfill {

  /** As long as a block of Prometheus, because promtool reads a file once for each block of it. */
  private static final Duration BLOCK = Duration.ofHours(2);

  private final Path data;

  /**
   * @param data the database's folder; made if there is none
   */
  Backfill(Path data) {
    this.data = data;
  }

  /** The value of a series. */
  interface Value {
    double at(Instant time);
  }

  /**
   * A series.
   *
   * @param labels as in PromQL, without the braces
   */
  record Series(String metric, String labels, Value value) {}

  /**
   * Adds series.
   *
   * @param series all of one metric together
   * @param from the time of the first sample of each
   * @param to later than the last
   * @param interval between two of them; divides two hours, and is at {@code from} since 1970
   */
  void add(List<Series> series, Instant from, Instant to, Duration interval)
      throws IOException, InterruptedException {
    Instant begin = from;
    while (begin.isBefore(to)) {
      Instant end = endOfBlock(begin, to);
      Path file = Files.createTempFile("backfill", ".prom");
      try {
        write(file, series, begin, end, interval);
        DebianTool.PROMTOOL.run(
            List.of(
                "tsdb",
                "create-blocks-from",
                "openmetrics",
                "--quiet",
                file.toString(),
                data.toString()));
      } finally {
        Files.delete(file);
      }
      begin = end;
    }
  }

  private static Instant endOfBlock(Instant begin, Instant to) {
    long block = BLOCK.toSeconds();
    Instant end = Instant.ofEpochSecond((begin.getEpochSecond() / block + 1) * block);
    return end.isBefore(to) ? end : to;
  }

  private static void write(
      Path file, List<Series> all, Instant begin, Instant end, Duration interval)
      throws IOException {
    String before = "";
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Series series : all) {
        if (!series.metric.equals(before)) {
          out.append("# TYPE ").append(series.metric).append(" unknown\n");
          before = series.metric;
        }
        String start = series.metric + "{" + series.labels + "} ";
        for (Instant time = begin; time.isBefore(end); time = time.plus(interval)) {
          out.append(start)
              .append(Double.toString(series.value.at(time)))
              .append(' ')
              .append(Long.toString(time.getEpochSecond()))
              .append('\n');
        }
      }
      out.append("# EOF\n");
    }
  }

  /** Adds what recording rules would have recorded of what is there, by asking a Prometheus. */
  void addRecorded(Path rules, Prometheus of, Instant from, Instant to)
      throws IOException, InterruptedException {
    DebianTool.PROMTOOL.run(
        List.of(
            "tsdb",
            "create-blocks-from",
            "rules",
            "--url=" + of.address(),
            "--start=" + from.getEpochSecond(),
            "--end=" + to.getEpochSecond(),
            "--output-dir=" + data,
            rules.toString()));
  }
}
