package io.daxkmem.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file system of a few pages, which is soon full. Only root can have one. */
public final class SmallDisk implements AutoCloseable {
  private static final String FULL = "No space left on device";

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one.
   *
   * @param folder where to mount it
   * @return empty if that is not allowed
   */
  public static Optional<SmallDisk> mount(Path folder, int kibibytes) throws IOException {
    return run("mount", "-t", "tmpfs", "-o", "size=" + kibibytes + "k", "tmpfs", folder.toString())
        ? Optional.of(new SmallDisk(folder))
        : Optional.empty();
  }

  /** Writes a file until no page is left. */
  public void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("filling"))) {
      while (true) {
        out.write(new byte[512]);
      }
    } catch (IOException e) {
      if (!FULL.equals(e.getMessage())) {
        throw e;
      }
    }
  }

  /** Deletes that file. */
  public void makeRoom() throws IOException {
    Files.delete(folder.resolve("filling"));
  }

  /** Remounts it read-only. */
  public void makeReadOnly() throws IOException {
    if (!run("mount", "-o", "remount,ro", folder.toString())) {
      throw new IOException(folder + " cannot be remounted");
    }
  }

  @Override
  public void close() throws IOException {
    var unused = run("umount", folder.toString());
  }

  private static boolean run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process.onExit().join().exitValue() == 0;
  }
}
