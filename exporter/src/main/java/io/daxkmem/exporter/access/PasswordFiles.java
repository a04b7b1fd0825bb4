package io.daxkmem.exporter.access;

import io.daxkmem.exporter.reload.FileStamps;
import io.daxkmem.exporter.reload.Reloaded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The password files of operator and viewer. They are read again, together, when one has changed.
 * If a new one cannot be used, both old passwords stay in force, and the error is logged once.
 */
public final class PasswordFiles {
  private final Optional<PasswordFile> operator;
  private final Optional<PasswordFile> viewer;
  private final Reloaded<Passwords> passwords;

  /**
   * Reads the files.
   *
   * @throws IOException if a file cannot be used, or if both have the same password
   */
  public PasswordFiles(Optional<Path> operator, Optional<Path> viewer) throws IOException {
    this(operator, viewer, ProcessIdentity.ofProcess());
  }

  PasswordFiles(Optional<Path> operator, Optional<Path> viewer, ProcessIdentity process)
      throws IOException {
    this.operator = operator.map(file -> new PasswordFile(file, process));
    this.viewer = viewer.map(file -> new PasswordFile(file, process));
    this.passwords =
        new Reloaded<>(
            "passwords",
            Stream.concat(operator.stream(), viewer.stream()).toList(),
            (stamps, before) -> read(stamps));
  }

  /** The operator's credentials; empty if it has no password file. */
  public Optional<Credentials> operator(String user) {
    return credentials(user, operator, () -> passwords.get().operator());
  }

  /** The viewer's credentials; empty if it has no password file. */
  public Optional<Credentials> viewer(String user) {
    return credentials(user, viewer, () -> passwords.get().viewer());
  }

  /** Whether the passwords are those of the files. */
  public boolean isCurrent() {
    return passwords.isCurrent();
  }

  private record Passwords(Optional<Password> operator, Optional<Password> viewer) {}

  private static Optional<Credentials> credentials(
      String user, Optional<PasswordFile> file, Supplier<Optional<Password>> password) {
    return file.map(one -> new Credentials(user, () -> password.get().orElseThrow()));
  }

  private Passwords read(FileStamps stamps) throws IOException {
    Passwords read = new Passwords(read(operator, stamps), read(viewer, stamps));
    if (operator.isPresent() && viewer.isPresent()) {
      checkDifferent(read, operator.get(), viewer.get());
    }
    return read;
  }

  private static void checkDifferent(Passwords read, PasswordFile operator, PasswordFile viewer)
      throws IOException {
    if (operator.isSameAs(viewer)) {
      throw viewer.wrong("operator and viewer must have different password files");
    }
    if (read.operator().orElseThrow().isSameAs(read.viewer().orElseThrow())) {
      throw viewer.wrong(
          "the viewer has the operator's password, so it could operate: give it another one");
    }
  }

  private static Optional<Password> read(Optional<PasswordFile> file, FileStamps stamps)
      throws IOException {
    return file.isEmpty() ? Optional.empty() : Optional.of(file.get().read(stamps));
  }
}
