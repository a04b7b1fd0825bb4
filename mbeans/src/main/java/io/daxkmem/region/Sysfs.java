package io.daxkmem.region;

import java.io.IOException;
import java.util.List;

/**
 * The seam to the kernel: the files of a sysfs, named by paths relative to its root, such as {@code
 * bus/dax/devices/dax0.0/hotplug}. Safe for use by several threads.
 *
 * <p>{@code HostSysfs} is the real one; {@code SimulatedSysfs} follows the same rules without such
 * memory. One contract test holds both to them.
 */
public interface Sysfs {

  /**
   * The content of a file, without the newline at its end. Never waits for a transition.
   *
   * @throws IOException naming the file, where it holds no text or cannot be read
   * @throws java.nio.file.NoSuchFileException where there is no such file
   * @throws java.nio.file.AccessDeniedException without the right to read it
   */
  String read(String path) throws IOException;

  /**
   * Opens a file to be read again and again, which takes one system call each time.
   *
   * @throws IOException as {@link #read} does
   */
  default Attribute open(String path) throws IOException {
    read(path);
    return () -> read(path);
  }

  /**
   * Writes a value in one {@code write(2)}, and waits until the kernel has done what it asks for.
   *
   * @throws KernelRefusedException with the kernel's error number
   * @throws java.nio.channels.ClosedByInterruptException when the thread was interrupted, which
   *     ends the wait: the kernel rolls back, unless it was done just before. The thread's
   *     interrupt status is set.
   * @throws java.nio.file.NoSuchFileException where there is no such file
   * @throws java.nio.file.AccessDeniedException without the right to write it
   */
  void write(String path, String value) throws IOException;

  /** The names in a folder, sorted; none where there is no such folder. */
  List<String> list(String path) throws IOException;

  /**
   * The last name of the path a symbolic link points to, {@code kmem} for {@code dax0.0/driver}.
   */
  String linkName(String path) throws IOException;

  /**
   * Calls back whenever the kernel says that a file changed, by {@code sysfs_notify()} or because
   * somebody wrote it; also more often than necessary, and possibly before the new value can be
   * read. Nothing tells that the file has gone. The callback runs on a thread of the sysfs and must
   * be quick.
   *
   * @return stops the watching when closed
   * @throws java.nio.file.NoSuchFileException where there is no such file
   */
  Watch watch(String path, Runnable changed) throws IOException;

  /** A file held open. */
  interface Attribute extends AutoCloseable {
    /**
     * What the file holds now; as {@link Sysfs#read} otherwise.
     *
     * @throws java.nio.file.NoSuchFileException where this file has gone, though by now there may
     *     be another of its name: of a device that was bound again, for instance
     * @throws java.nio.channels.ClosedChannelException where it was closed, as it also is when a
     *     thread is interrupted that reads it
     */
    String read() throws IOException;

    /** Does nothing where it was closed before. */
    @Override
    default void close() {}
  }

  /** A watch that is under way. */
  interface Watch extends AutoCloseable {
    /** No callback starts after this has returned; one that runs already is not waited for. */
    @Override
    void close();
  }
}
