package io.daxkmem.region.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.vm.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs test classes in a virtual machine of one processor. */
record GuestMachine(VirtualMachine machine) {
  private static final Path PROGRAMS = Path.of("target").toAbsolutePath();

  /** Compiles what {@link HeldMemory} runs there. */
  static void compile() throws IOException, InterruptedException {
    HeldMemory.compile(PROGRAMS);
  }

  void run(String... classNames) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + HeldMemory.PROGRAMS + "=" + PROGRAMS,
                "-cp",
                System.getProperty("java.class.path"),
                GuestTests.class.getName()));
    command.addAll(List.of(classNames));
    String output = machine.with("--cpus", "1").run(command.toArray(String[]::new));

    System.out.print(output);
    assertThat(output).containsPattern("[1-9][0-9]* tests passed, 0 failed");
  }
}
