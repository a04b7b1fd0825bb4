package io.daxkmem.exporter.jolokia;

import static io.daxkmem.log.Field.field;

import io.daxkmem.log.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The password files of operator and viewer. They are read again, together, when one has changed.
 * If a new one cannot be used, both old passwords stay in force, and the error is logged once.
 */
public final class PasswordFiles {
  private static final Log LOG = new Log(PasswordFiles.class);

  private final Optional<PasswordFile> operator;
  private final Optional<PasswordFile> viewer;
  private final ReentrantLock lock = new ReentrantLock();
  private List<Map<String, Object>> seen;
  private volatile Passwords current;

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
    seen = stamps();
    current = read();
  }

  /** The operator's credentials; empty if it has no password file. */
  public Optional<Credentials> operator(String user) {
    return credentials(user, operator, () -> current().operator());
  }

  /** The viewer's credentials; empty if it has no password file. */
  public Optional<Credentials> viewer(String user) {
    return credentials(user, viewer, () -> current().viewer());
  }

  private record Passwords(Optional<Password> operator, Optional<Password> viewer) {}

  private static Optional<Credentials> credentials(
      String user, Optional<PasswordFile> file, Supplier<Optional<Password>> password) {
    return file.map(one -> new Credentials(user, () -> password.get().orElseThrow()));
  }

  /** Does not wait for another thread that reads the files. */
  private Passwords current() {
    if (lock.tryLock()) {
      try {
        readIfChanged();
      } finally {
        lock.unlock();
      }
    }
    return current;
  }

  private void readIfChanged() {
    List<Map<String, Object>> now = stamps();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      current = read();
      LOG.info("passwords read again");
    } catch (IOException e) {
      LOG.warn(
          "password files cannot be used, the passwords before stay in force",
          field("error", String.valueOf(e.getMessage())));
    }
  }

  private List<Map<String, Object>> stamps() {
    return Stream.of(operator, viewer).flatMap(Optional::stream).map(PasswordFile::stamp).toList();
  }

  private Passwords read() throws IOException {
    Passwords read = new Passwords(read(operator), read(viewer));
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

  private static Optional<Password> read(Optional<PasswordFile> file) throws IOException {
    return file.isEmpty() ? Optional.empty() : Optional.of(file.get().read());
  }
}
