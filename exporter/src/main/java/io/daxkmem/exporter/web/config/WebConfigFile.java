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
 * The web configuration of a file. It is reloaded when the file, or one that it names, has changed.
 * If the new one is invalid, the old one stays in force, and the error is logged once.
 */
public final class WebConfigFile implements Supplier<WebConfig> {
  private static final Log LOG = new Log(WebConfigFile.class);

  private final Path file;
  private final Reader reader;
  private final ReentrantLock lock = new ReentrantLock();
  private Map<Path, FileStamp> seen;
  private volatile WebConfig current;

  /**
   * Loads the file.
   *
   * @throws ConfigException if it is invalid, naming file and line
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

  /** The configuration in force. Does not wait for a reload that another thread does. */
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
    // a broken certificate may be replaced without a change of the configuration
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

  /** Turns whatever a library throws for a broken file into a ConfigException. */
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

  /** Reads a configuration from a file. */
  @FunctionalInterface
  interface Reader {
    WebConfig read(Source source) throws IOException;
  }
}
