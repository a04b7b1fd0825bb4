package io.daxkmem.mbeans.operation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few pages, which is soon full. Only root can have one. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  /**
   * Mounts it. Skips the test if that is not allowed.
   *
   * @param folder where to mount it
   */
  public SmallDisk(Path folder) throws IOException {
    this.folder = folder;
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", folder.toString()) == 0,
        "a file system that can be full takes the right to mount one");
  }

  /** Writes a file until no page is left. */
  public void fill() {
    assertThatThrownBy(
            () -> {
              try (OutputStream out = Files.newOutputStream(folder.resolve("filling"))) {
                while (true) {
                  out.write(new byte[512]);
                }
              }
            })
        .hasMessage("No space left on device");
  }

  /** Deletes that file. */
  public void makeRoom() throws IOException {
    Files.delete(folder.resolve("filling"));
  }

  @Override
  public void close() throws IOException {
    run("umount", folder.toString());
  }

  private static int run(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .start()
        .onExit()
        .join()
        .exitValue();
  }
}
