package io.daxkmem.exporter.jolokia;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.vm.VirtualMachine.Kernel;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kernels without our patches, which are booted only where {@code -Ddax-kmem.stock=6.12,7.3} asks
 * for them: each takes a build of its own.
 */
@Timeout(3600)
class StockKernelIT {
  private static final String BLOCK = "/sys/devices/system/memory/memory32/state";

  static Stream<String> versions() {
    return Arrays.stream(System.getProperty("dax-kmem.stock", "").split(","))
        .filter(version -> !version.isEmpty());
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("versions")
  void itsRegionsAreShownAndWhatItCannotDoIsRefused(String version) throws Exception {
    GuestShell shell = GuestShell.onAFreePort();
    boolean hasState = !version.startsWith("6.");
    try (ExporterMachine machine =
        new ExporterMachine(
            Kernel.STOCK,
            "exporter &\n" + GuestShell.SERVE,
            "--linux",
            version,
            "--region-size",
            "256M",
            "--forward",
            shell.forward())) {
      assertThat(machine.attribute("KernelInterface"))
          .isEqualTo(hasState ? "\"state\"" : "\"blocks\"");
      assertThat(state(machine, "offline")).isEqualTo(1);

      assertThat(machine.operate("unplug", "dax0.0"))
          .contains(
              hasState
                  ? "dax0.0 is unplugged"
                  : "this kernel cannot change all memory blocks of a region at once");
      assertThat(machine.operate("onlineMovable"))
          .contains(
              hasState
                  ? "dax0.0 is online_movable"
                  : "this kernel cannot change all memory blocks of a region at once");
      shell.run("echo %s >%s".formatted(hasState ? "offline" : "online_movable", BLOCK));
      assertThat(state(machine, "inconsistent")).isEqualTo(1);
    }
  }

  private static long state(ExporterMachine machine, String state) throws Exception {
    return machine.metric("dax_kmem_region_state{device=\"dax0.0\",state=\"%s\"}".formatted(state));
  }
}
