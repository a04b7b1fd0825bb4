package io.daxkmem.exporter.wanted;

import io.daxkmem.exporter.cli.Arguments;
import io.daxkmem.exporter.cli.Flag;
import io.daxkmem.exporter.cli.UsageException;
import io.daxkmem.exporter.log.ErrorText;
import io.daxkmem.mbeans.operation.SettledFile;
import io.daxkmem.mbeans.operation.SettledRegions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Reads from a command line whether regions are brought to their wanted states. */
public record SettledOption(Arguments arguments) {
  private static final Path BOOT = Path.of("sys", "kernel", "random", "boot_id");

  /** Whether they are: only a program that takes operations changes regions. */
  public boolean isOn() {
    boolean on = arguments.has(Flag.REGIONS_FILE) && arguments.has(Flag.CONTROL_ENABLED);
    if (!on && arguments.has(Flag.REGIONS_SETTLED_FILE)) {
      throw new UsageException("--regions.settled-file needs --regions.file and --control.enabled");
    }
    return on;
  }

  /**
   * The regions that are settled already; empty if none is brought to its state.
   *
   * @throws IOException if they cannot be read or remembered; says what to do
   */
  public Optional<SettledRegions> read() throws IOException {
    if (!isOn()) {
      return Optional.empty();
    }
    if (!arguments.has(Flag.SIMULATE)) {
      return Optional.of(ofThisBoot(arguments.path(Flag.REGIONS_SETTLED_FILE)));
    }
    if (arguments.has(Flag.REGIONS_SETTLED_FILE)) {
      throw new UsageException("--simulate and --regions.settled-file exclude each other");
    }
    return Optional.of(new SettledRegions(nowhere -> {}));
  }

  private SettledRegions ofThisBoot(Path file) throws IOException {
    String boot = Files.readString(arguments.path(Flag.PATH_PROCFS).resolve(BOOT)).strip();
    try {
      return new SettledRegions(new TrustedStore(new SettledFile(file, boot)));
    } catch (NoSuchFileException e) {
      throw cannotWrite(file, "its folder is not there. Make that", e);
    } catch (TrustedStore.UnusableException e) {
      throw e;
    } catch (IOException e) {
      throw cannotWrite(file, ErrorText.reason(e) + ". Let this program write to its folder", e);
    }
  }

  private static IOException cannotWrite(Path file, String reason, IOException cause) {
    return new IOException(
        String.format(
            Locale.ROOT,
            "cannot write %s: %s, or name another file with --regions.settled-file",
            file,
            reason),
        cause);
  }
}
