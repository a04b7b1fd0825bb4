package io.daxkmem.region;

import java.io.IOException;
import java.util.List;

/**
 * Access to the files of a sysfs. Paths are relative to its root, such as {@code
 * bus/dax/devices/dax0.0/hotplug}. Thread-safe.
 *
 * <p>{@code HostSysfs} is the real sysfs, {@code SimulatedSysfs} a simulated one. Both pass the
 * same contract test.
 */
public interface Sysfs {

  /**
   * Reads a file, without the newline at its end. Never waits for a transition.
   *
   * @throws IOException if the content is not text or cannot be read; names the file
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws java.nio.file.AccessDeniedException without the right to read it
   */
  String read(String path) throws IOException;

  /**
   * Opens a file for repeated reads of one system call each.
   *
   * @throws IOException see {@link #read}
   */
  default Attribute open(String path) throws IOException {
    read(path);
    return () -> read(path);
  }

  /**
   * Writes a value in one {@code write(2)}, which returns when the kernel has done what it asks
   * for.
   *
   * @throws KernelRefusedException with the kernel's error number
   * @throws java.nio.channels.ClosedByInterruptException if this thread is interrupted; the kernel
   *     rolls back, unless it had just finished. The interrupt status stays set.
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws java.nio.file.AccessDeniedException without the right to write it
   */
  void write(String path, String value) throws IOException;

  /** The names in a folder, sorted; none if there is no such folder. */
  List<String> list(String path) throws IOException;

  /** The last name in the target of a symbolic link: {@code kmem} for {@code dax0.0/driver}. */
  String linkName(String path) throws IOException;

  /**
   * The path with all symbolic links followed: {@code devices/platform/hmem.0/dax0.0} for {@code
   * bus/dax/devices/dax0.0}.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such file
   */
  String realPath(String path) throws IOException;

  /**
   * Calls back when the kernel notifies of a change of a file: after {@code sysfs_notify()}, or
   * when somebody writes it. There may be extra calls, and calls before the new value can be read.
   * There is none when the file is removed. The callback runs on a thread of this sysfs and must
   * return quickly.
   *
   * @return ends the watch when closed
   * @throws java.nio.file.NoSuchFileException if there is no such file
   */
  Watch watch(String path, Runnable changed) throws IOException;

  /** An open file. */
  interface Attribute extends AutoCloseable {
    /**
     * Reads the current content; see {@link Sysfs#read}.
     *
     * @throws java.nio.file.NoSuchFileException if this file is gone, even if there is a new one of
     *     the same name, as after a device was bound again
     * @throws java.nio.channels.ClosedChannelException if it was closed; an interrupt of a thread
     *     that reads it closes it, too
     */
    String read() throws IOException;

    /** Has no effect if it is already closed. */
    @Override
    default void close() {}
  }

  /** An active watch. */
  interface Watch extends AutoCloseable {
    /** No callback starts after this returns. One that is already running is not waited for. */
    @Override
    void close();
  }
}
