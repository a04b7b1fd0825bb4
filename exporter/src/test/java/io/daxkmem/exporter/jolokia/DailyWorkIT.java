package io.daxkmem.exporter.jolokia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** With {@code -Ddax-kmem.daily}: the commands of OPERATING.md, in their order, on our kernel. */
@Timeout(1800)
@EnabledIfSystemProperty(named = "dax-kmem.daily", matches = "true")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "processors", mode = ResourceAccessMode.READ)
class DailyWorkIT {
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final String END = "--- end of the commands\n";

  @Test
  void eachCommandDoesWhatItSays() throws Exception {
    GuestShell shell = GuestShell.onAFreePort();
    try (ExporterMachine machine =
        new ExporterMachine(
            "exporter &\n" + GuestShell.SERVE,
            "--region-size",
            "128M",
            "--forward",
            shell.forward())) {
      String commands =
          commands().stream()
              .map(block -> block + "echo\necho '" + END.strip() + "'\n")
              .collect(Collectors.joining())
              .replace(
                  "/etc/dax-kmem/control/operator.password",
                  machine.password.toAbsolutePath().toString());

      List<String> outputs = Pattern.compile(END).splitAsStream(shell.run(commands)).toList();

      assertThat(outputs)
          .satisfiesExactly(
              firstLook ->
                  assertThat(firstLook)
                      .contains("kernel_interface=\"hotplug\"")
                      .contains("dax_kmem_region_state{device=\"dax0.0\",state=\"offline\"} 1.0")
                      .contains("dax_kmem_region_size_bytes{device=\"dax0.0\"} 1.34217728E8"),
              online ->
                  assertThat(online)
                      .contains("\"value\":[\"yes\"")
                      .contains("dax0.0 is online_movable; it was offline"),
              plan -> assertThat(plan).contains("\"value\":[\"yes\"", "in ZONE_MOVABLE"),
              bound -> assertThat(bound).isBlank(),
              unplug -> assertThat(unplug).contains("dax0.0 is unplugged; it was online_movable"),
              again -> assertThat(again).contains("dax0.0 is online_movable; it was unplugged"),
              always -> assertThat(always).isBlank(),
              pending -> assertThat(pending).isEqualTo("none\n\n"));
      assertThat(machine.metric("dax_kmem_region_protected{device=\"dax0.0\"}")).isEqualTo(1);
    }
  }

  private static List<String> commands() throws IOException {
    return BLOCK
        .matcher(Files.readString(Path.of("OPERATING.md")))
        .results()
        .map(block -> block.group(1))
        .toList();
  }
}
