package io.daxkmem.exporter.wanted;

import io.daxkmem.exporter.access.TrustedFile;
import io.daxkmem.exporter.reload.Reloaded;
import io.daxkmem.region.wanted.WantedStates;
import io.daxkmem.region.wanted.WantedStatesFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** The wanted states of a file, read again when it has changed. */
public final class RegionsFile implements Supplier<WantedStates> {
  private final Reloaded<WantedStates> states;

  /**
   * Reads the file.
   *
   * @param applied whether regions are brought to these states; then nobody but its owner may
   *     change the file
   * @throws IOException if it cannot be used; names file and line and says what to do
   */
  public RegionsFile(Path file, boolean applied) throws IOException {
    states =
        new Reloaded<>(
            "the file of wanted states",
            List.of(file),
            (stamps, before) -> {
              stamps.add(file);
              if (applied) {
                TrustedFile.check(file);
              }
              return WantedStatesFile.read(file);
            });
  }

  /** The states in force. */
  @Override
  public WantedStates get() {
    return states.get();
  }

  /** Whether these are what the file says. */
  public boolean isCurrent() {
    return states.isCurrent();
  }
}
