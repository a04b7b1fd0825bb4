package io.daxkmem.exporter.reload;

import static io.daxkmem.log.Field.field;
import static java.util.stream.Collectors.joining;

import io.daxkmem.exporter.log.ErrorText;
import io.daxkmem.log.Field;
import io.daxkmem.log.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Something read from files, which is read again when one of them has changed. If it cannot be used
 * then, the one before stays in force, and the error is logged once.
 */
public final class Reloaded<T> implements Supplier<T> {
  private static final Log LOG = new Log(Reloaded.class);

  private final String what;
  private final Field files;
  private final Reader<T> reader;
  private final ReentrantLock lock = new ReentrantLock();
  private FileStamps seen;
  private volatile T inForce;
  private volatile boolean isCurrent = true;

  /**
   * Reads it.
   *
   * @param what it is, for the log
   * @param files that it is read from, for the log
   * @throws IOException if it cannot be used
   */
  public Reloaded(String what, List<Path> files, Reader<T> reader) throws IOException {
    this.what = what;
    this.files = field("file", files.stream().map(Path::toString).collect(joining(", ")));
    this.reader = reader;
    this.seen = new FileStamps();
    this.inForce = reader.read(seen, Optional.empty());
  }

  /** Makes it from what the files contain. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * Reads all files again.
     *
     * @param stamps to which it adds each file before it reads that
     * @param before the one in force; empty at first
     * @throws IOException if it cannot be used
     */
    T read(FileStamps stamps, Optional<T> before) throws IOException;
  }

  /** The one in force. Does not wait for another thread that reads it again. */
  @Override
  public T get() {
    if (lock.tryLock()) {
      try {
        if (!seen.areCurrent()) {
          readAgain();
        }
      } finally {
        lock.unlock();
      }
    }
    return inForce;
  }

  /** Whether the files could be used when they were read last: what they say is in force then. */
  public boolean isCurrent() {
    get();
    return isCurrent;
  }

  private void readAgain() {
    FileStamps now = new FileStamps();
    try {
      inForce = reader.read(now, Optional.of(inForce));
      isCurrent = true;
      LOG.info(what + " read again", files);
    } catch (IOException e) {
      isCurrent = false;
      LOG.warn(
          what + " cannot be used, what was read before stays in force",
          files,
          field("error", ErrorText.of(e)));
    }
    seen = now;
  }
}
