package io.daxkmem.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.vm.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The real kernel keeps the contract that the simulated one keeps. */
class HostSysfsIT {

  @Test
  void theRealKernelKeepsTheContract() throws Exception {
    String output =
        VirtualMachine.booting(VirtualMachine.Kernel.DEBUG)
            .with("--cpus", "1")
            .run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + HostKernelContract.PIN_PAGE + "=" + pinPage(),
                "-cp",
                System.getProperty("java.class.path"),
                GuestTests.class.getName(),
                HostKernelContract.class.getName());

    System.out.print(output);
    assertThat(output).containsPattern("[1-9][0-9]* tests passed, 0 failed");
  }

  private static Path pinPage() throws IOException, InterruptedException {
    Path program = Path.of("target", "pin-page").toAbsolutePath();
    int status =
        new ProcessBuilder(
                "gcc", "-Wall", "-Werror", "-O2", "-o", program.toString(), "src/test/c/pin-page.c")
            .inheritIO()
            .start()
            .waitFor();
    assertThat(status).as("gcc's exit status").isZero();
    return program;
  }
}
