package io.daxkmem.exporter.web.config;

import static io.daxkmem.log.Field.field;

import io.daxkmem.log.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The web configuration as it is in its file now. Read again when the file, or one that it names,
 * has changed; if it cannot be used then, the one before stays in force, and the log says why,
 * once.
 */
public final class WebConfigFile implements Supplier<WebConfig> {
  private static final Log LOG = new Log(WebConfigFile.class);

  private final Path file;
  private final Reader reader;
  private final ReentrantLock lock = new ReentrantLock();
  private Map<Path, FileStamp> seen;
  private volatile WebConfig current;

  /**
   * Reads it for the first time.
   *
   * @throws ConfigException where it cannot be used, naming file and line
   */
  public WebConfigFile(Path file) throws ConfigException {
    this(file, source -> new WebConfigReader(source).read());
  }

  WebConfigFile(Path file, Reader reader) throws ConfigException {
    this.file = file;
    this.reader = reader;
    Source source = new Source(file);
    this.current = read(source);
    this.seen = source.read();
  }

  /** What is in force; waits for nobody who reads it again. */
  @Override
  public WebConfig get() {
    if (lock.tryLock()) {
      try {
        if (hasChanged()) {
          readAgain();
        }
      } finally {
        lock.unlock();
      }
    }
    return current;
  }

  private boolean hasChanged() {
    return seen.entrySet().stream()
        .anyMatch(one -> !one.getValue().equals(FileStamp.of(one.getKey())));
  }

  private void readAgain() {
    Source source = new Source(file);
    Map<Path, FileStamp> now = new LinkedHashMap<>();
    // a certificate that is broken now may come right without a change of the configuration
    seen.keySet().forEach(path -> now.put(path, FileStamp.of(path)));
    try {
      current = checked(read(source));
      now.clear();
      LOG.info("web configuration read again", field("file", file));
    } catch (ConfigException e) {
      LOG.warn(
          "web configuration cannot be used, the one before stays in force",
          field("error", String.valueOf(e.getMessage())));
    }
    now.putAll(source.read());
    seen = now;
  }

  /** Whatever the file makes a library throw, it says that the file cannot be used. */
  private WebConfig read(Source source) throws ConfigException {
    try {
      return reader.read(source);
    } catch (ConfigException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      throw source.wrong("cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private WebConfig checked(WebConfig next) throws ConfigException {
    if (next.tls().isPresent() != current.tls().isPresent()) {
      throw new ConfigException(
          "%s: turning TLS on or off takes a restart of the exporter".formatted(file));
    }
    return next;
  }

  /** Makes a configuration of a file. */
  @FunctionalInterface
  interface Reader {
    WebConfig read(Source source) throws IOException;
  }
}
