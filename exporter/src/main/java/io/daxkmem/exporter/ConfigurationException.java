package io.daxkmem.exporter;

import io.daxkmem.exporter.log.ErrorText;
import java.io.IOException;

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
   */
  static <T> T orThrow(Source<T> source) throws ConfigurationException {
    try {
      return source.read();
    } catch (IOException e) {
      throw new ConfigurationException(ErrorText.of(e), e);
    }
  }
}
