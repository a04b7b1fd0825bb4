package io.daxkmem.region.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.vm.VirtualMachine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the contract and the MBean tests on the real kernel, at the same time: a machine has one
 * processor here.
 */
@Execution(ExecutionMode.CONCURRENT)
class HostSysfsIT {
  private static final Path PROGRAMS = Path.of("target").toAbsolutePath();

  @BeforeAll
  static void compile() throws Exception {
    HeldMemory.compile(PROGRAMS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.daxkmem.region.host.HostKernelContract",
        "io.daxkmem.mbeans.HostMBeans io.daxkmem.mbeans.operation.HostWantedStates"
      })
  void onTheRealKernel(String tests) throws Exception {
    List<String> java =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + HeldMemory.PROGRAMS + "=" + PROGRAMS,
                "-cp",
                System.getProperty("java.class.path"),
                GuestTests.class.getName()));
    java.addAll(List.of(tests.split(" ", -1)));
    String output =
        VirtualMachine.booting(VirtualMachine.Kernel.DEBUG)
            .with("--cpus", "1")
            .run(java.toArray(String[]::new));

    System.out.print(output);
    assertThat(output).containsPattern("[1-9][0-9]* tests passed, 0 failed");
  }
}
