package io.daxkmem.exporter.wanted;

import io.daxkmem.exporter.access.TrustedFile;
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
   * The wanted states of a file, or none without a file.
   *
   * @param applied whether regions are brought to these states; then nobody but its owner may
   *     change the file
   * @throws IOException if it cannot be used; names file and line and says what to do
   */
  public static Supplier<WantedStates> of(Optional<Path> file, boolean applied) throws IOException {
    return file.isPresent() ? new RegionsFile(file.get(), applied) : WantedStates::none;
  }

  private RegionsFile(Path file, boolean applied) throws IOException {
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
}
