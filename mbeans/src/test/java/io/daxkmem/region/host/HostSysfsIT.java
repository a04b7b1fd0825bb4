package io.daxkmem.region.host;

import io.daxkmem.vm.VirtualMachine;
import io.daxkmem.vm.VirtualMachine.Kernel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the contracts and the MBean tests on the real kernels, ours and with {@code -Dlinux=7.3}
 * mainline's, at the same time: a machine has one processor here.
 */
@Execution(ExecutionMode.CONCURRENT)
class HostSysfsIT {

  @BeforeAll
  static void compile() throws Exception {
    GuestMachine.compile();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.daxkmem.region.host.HostKernelContract",
        "io.daxkmem.mbeans.HostMBeans io.daxkmem.mbeans.operation.HostWantedStates"
      })
  void onOurKernel(String tests) throws Exception {
    new GuestMachine(VirtualMachine.booting(Kernel.DEBUG)).run(tests.split(" ", -1));
  }

  @Test
  @EnabledIfSystemProperty(named = "linux", matches = ".*7\\.3.*")
  void onMainline() throws Exception {
    new GuestMachine(
            VirtualMachine.booting(Kernel.STOCK).with("--linux", "7.3").with("--regions", "3"))
        .run("io.daxkmem.region.host.HostStateContract", "io.daxkmem.mbeans.HostMainlineMBeans");
  }
}
