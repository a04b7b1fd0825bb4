package io.daxkmem.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures fleets of several sizes and writes the table of the README. */
public final class FleetBenchmark {
  private static final Path README = Path.of("README.md");

  private FleetBenchmark() {}

  /** Arguments: the sizes, in machines, the largest last. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<FleetMeasurement> measured = new ArrayList<>();
    Path folder = Files.createTempDirectory(Path.of("target"), "fleet").toRealPath();
    try {
      IdleDayOnDisk day = IdleDayOnDisk.in(Files.createDirectory(folder.resolve("day")));
      for (String size : args) {
        Path files = Files.createDirectory(folder.resolve(size));
        FleetMeasurement of = FleetMeasurement.of(Integer.parseInt(size), files);
        System.out.println(of);
        measured.add(of);
      }
      FleetTable table = new FleetTable(measured, day);
      Files.writeString(README, table.in(Files.readString(README)));
    } finally {
      Folders.delete(folder);
    }
  }
}
