package io.daxkmem.exporter.wanted;

import io.daxkmem.exporter.access.TrustedFile;
import io.daxkmem.exporter.log.ErrorText;
import io.daxkmem.mbeans.operation.SettledFile;
import io.daxkmem.mbeans.operation.SettledStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Set;

/** A file of settled regions that is believed only if nobody else can change it. */
record TrustedStore(SettledFile file) implements SettledStore {

  /** It is there, but must not or cannot be read; the message says what to do. */
  static final class UnusableException extends IOException {
    private static final long serialVersionUID = 1;

    private UnusableException(String message, IOException cause) {
      super(message, cause);
    }
  }

  @Override
  public Set<String> load() throws IOException {
    try {
      TrustedFile.check(file.file());
      return file.load();
    } catch (NoSuchFileException e) {
      return Set.of();
    } catch (IOException e) {
      throw new UnusableException(
          String.format(
              Locale.ROOT,
              "cannot use %s: %s. You may delete it: regions that nobody has changed are then"
                  + " brought to their states again",
              file.file(),
              ErrorText.reason(e)),
          e);
    }
  }

  @Override
  public void save(Set<String> lines) throws IOException {
    file.save(lines);
  }
}
