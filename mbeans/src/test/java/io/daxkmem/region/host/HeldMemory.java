package io.daxkmem.region.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Memory of a node, held by a program from test/c until closed. */
public final class HeldMemory implements AutoCloseable {
  /** The system property with the folder of the compiled programs. */
  static final String PROGRAMS = "programs";

  private final Process holder;

  private HeldMemory(String word, String... command) throws IOException {
    List<String> line =
        Stream.concat(
                Stream.of(Path.of(System.getProperty(PROGRAMS), command[0]).toString()),
                Stream.of(command).skip(1))
            .toList();
    holder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said =
        new BufferedReader(new InputStreamReader(holder.getInputStream(), UTF_8)).readLine();
    if (!word.equals(said)) {
      throw new IllegalStateException(line + " ended with " + holder.onExit().join().exitValue());
    }
  }

  /** Pins a page, which then cannot be migrated. */
  public static HeldMemory pinned(int node) throws IOException {
    return new HeldMemory("pinned", "pin-page", Integer.toString(node));
  }

  /** Uses this much memory and its page tables, on this node as far as its zones allow. */
  public static HeldMemory used(int node, long mebibytes) throws IOException {
    return new HeldMemory("used", "use-node", Integer.toString(node), Long.toString(mebibytes));
  }

  /** Uses this much memory, by a process that may use no other node's. */
  public static HeldMemory bound(int node, long mebibytes) throws IOException {
    return new HeldMemory(
        "used", "use-node", Integer.toString(node), Long.toString(mebibytes), "bind");
  }

  /** Its process. */
  public long pid() {
    return holder.pid();
  }

  /** Compiles the programs into a folder. */
  static void compile(Path folder) throws IOException, InterruptedException {
    for (String program : List.of("pin-page", "use-node")) {
      int status =
          new ProcessBuilder(
                  "gcc",
                  "-Wall",
                  "-Werror",
                  "-O2",
                  "-o",
                  folder.resolve(program).toString(),
                  "src/test/c/" + program + ".c")
              .inheritIO()
              .start()
              .waitFor();
      assertThat(status).as("gcc's exit status for " + program).isZero();
    }
  }

  @Override
  public void close() throws IOException {
    holder.getOutputStream().close();
    holder.onExit().join();
  }
}
