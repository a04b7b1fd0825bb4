package io.daxkmem.exporter;

import io.daxkmem.exporter.log.ErrorText;
import io.daxkmem.region.Errno;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file that the command line names, or the environment, cannot be used. Starting again does not
 * help until somebody changes it.
 */
final class ConfigurationException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param message what is wrong, and what to do
   */
  ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Something that is read at the start. */
  @FunctionalInterface
  interface Source<T> {
    T read() throws IOException;
  }

  /**
   * Reads it.
   *
   * @throws ConfigurationException if it cannot be used
   * @throws IOException if the disk is full, which may pass without a change of any setting
   */
  static <T> T orThrow(Source<T> source) throws IOException {
    try {
      return source.read();
    } catch (IOException e) {
      throw isOfFullDisk(e) ? e : new ConfigurationException(ErrorText.of(e), e);
    }
  }

  private static boolean isOfFullDisk(@Nullable Throwable error) {
    return error instanceof IOException e
        && (Errno.of(ErrorText.reason(e)) == Errno.ENOSPC || isOfFullDisk(e.getCause()));
  }
}
