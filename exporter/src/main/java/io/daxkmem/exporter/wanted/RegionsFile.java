package io.daxkmem.exporter.wanted;

import io.daxkmem.exporter.access.TrustedFile;
import io.daxkmem.exporter.reload.ConfigFiles;
import io.daxkmem.exporter.reload.Reloaded;
import io.daxkmem.region.wanted.WantedStates;
import io.daxkmem.region.wanted.WantedStatesFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
  RegionsFile(Path file, boolean applied) throws IOException {
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

  /**
   * The wanted states of a file, or none without a file.
   *
   * @param applied see {@link #RegionsFile}
   * @param files to which it is added
   * @throws IOException if it cannot be used
   */
  public static Supplier<WantedStates> of(Optional<Path> file, boolean applied, ConfigFiles files)
      throws IOException {
    if (file.isEmpty()) {
      return WantedStates::none;
    }
    RegionsFile wanted = new RegionsFile(file.get(), applied);
    files.add("regions", wanted::isCurrent);
    return wanted;
  }

  /** The states in force. */
  @Override
  public WantedStates get() {
    return states.get();
  }

  /** Whether these are what the file says. */
  boolean isCurrent() {
    return states.isCurrent();
  }
}
