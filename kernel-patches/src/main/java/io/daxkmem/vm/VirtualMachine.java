package io.daxkmem.vm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A virtual machine that {@code vm/run} boots for one command, in which the host's files are
 * visible, read-only, under their own paths.
 */
public final class VirtualMachine {

  /** Which kernel to boot. */
  public enum Kernel {
    /** The series, as an administrator would build it. */
    PATCHED(""),
    /** The series, with lock debugging and fault injection. */
    DEBUG("--debug"),
    /** The series, with KASAN, kmemleak and fault injection. */
    KASAN("--kasan"),
    /** The same source and configuration without the series. */
    STOCK("--stock");

    private final String option;

    Kernel(String option) {
      this.option = option;
    }

    /** How vm/build and vm/run call it; empty for {@link #PATCHED}. */
    public String option() {
      return option;
    }

    private List<String> options() {
      return option.isEmpty() ? List.of() : List.of(option);
    }
  }

  /** The exit status of a machine whose debugging kernel warned of something, or leaked. */
  private static final int WARNED = 98;

  private final Path run;
  private final List<String> options;

  private VirtualMachine(Path run, List<String> options) {
    this.run = run;
    this.options = List.copyOf(options);
  }

  /** A machine with one region of 1 GiB and the policy {@code offline}: vm/run's defaults. */
  public static VirtualMachine booting(Kernel kernel) {
    return new VirtualMachine(tool("run"), kernel.options());
  }

  /** The same with more options of {@code vm/run}, such as {@code --regions 2}. */
  public VirtualMachine with(String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return new VirtualMachine(run, all);
  }

  /** Not yet started: its output is the command's, and so is its exit status. */
  public ProcessBuilder command(String... command) {
    List<String> line = new ArrayList<>();
    line.add(run.toString());
    line.addAll(options);
    line.add("--");
    line.addAll(List.of(command));
    return new ProcessBuilder(line);
  }

  /**
   * Boots, runs the command to its end, and gives its output; its error output goes to this
   * process's.
   *
   * @throws IllegalStateException when it ends with another status than 0
   */
  public String run(String... command) throws IOException, InterruptedException {
    Process process = command(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + " ended with " + status + ", having printed:\n" + output);
    }
    return output;
  }

  /**
   * Ends the machine of a {@link #command} that was started.
   *
   * @throws IllegalStateException where the log of its debugging kernel has a warning, which its
   *     error output then shows
   */
  public static void end(Process machine) {
    machine.destroy();
    if (machine.onExit().join().exitValue() == WARNED) {
      throw new IllegalStateException("the kernel warned: see the machine's error output");
    }
  }

  private static Path tool(String name) {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path tool = folder.resolve("kernel-patches/vm").resolve(name);
      if (Files.isExecutable(tool)) {
        return tool;
      }
    }
    throw new IllegalStateException(
        "kernel-patches/vm/" + name + " is not above " + Path.of("").toAbsolutePath());
  }
}
