package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTableTest {
  private static final String README =
      """
      before
      <!-- fleet benchmark: begin -->
      an old table
      <!-- fleet benchmark: end -->
      after
      """;

  private final FleetTable table =
      new FleetTable(List.of(fleet(10), fleet(500)), new IdleDayOnDisk(2e6, 700_000));

  private static FleetMeasurement fleet(int machines) {
    return new FleetMeasurement(
        machines,
        machines * 600.0,
        machines * (double) (1 << 20),
        machines * 1e6,
        70,
        590,
        25,
        40,
        List.of(
            new FleetMeasurement.QueryTime("Regions A", Duration.ofMillis(machines)),
            new FleetMeasurement.QueryTime("Alerts A", Duration.ofMillis(3))));
  }

  @Test
  void replacesTheOldTableOnly() throws IOException {
    assertThat(table.in(README))
        .startsWith("before\n<!-- fleet benchmark: begin -->\n\nMeasured on ")
        .endsWith("\n<!-- fleet benchmark: end -->\nafter\n")
        .doesNotContain("an old table");
  }

  @Test
  void hasAColumnForEachFleet() throws IOException {
    assertThat(table.in(README))
        .contains(
            """
            | machines | 10 | 500 |
            | --- | --: | --: |
            | series in memory | 6,000 | 300,000 |
            | Prometheus' memory, MiB | 10 | 500 |
            | recorded series of 24 hours on disk, MB | 10.0 | 500.0 |
            | slowest query, ms | 10 | 500 |
            | which | *Regions* | *Regions* |
            | all queries, one after the other, ms | 13 | 503 |
            """);
  }

  @Test
  void multipliesTheLargestFleet() throws IOException {
    assertThat(table.in(README).replace('\n', ' '))
        .contains("are 200 times the last column: 60.0 million series, 98 GiB of memory")
        .contains("300 GB of disk")
        .contains("one above these 200, by federation, has 608,000 series");
  }

  @Test
  void aReadmeWithoutAPlaceIsAnError() {
    assertThatThrownBy(() -> table.in("# no place")).hasMessageContaining("fleet benchmark: begin");
  }
}
