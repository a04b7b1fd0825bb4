package io.daxkmem.exporter.web.config;

import io.daxkmem.exporter.access.TrustedFile;
import io.daxkmem.exporter.reload.FileStamps;
import io.daxkmem.exporter.reload.Reloaded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The web configuration of a file, reloaded when that, or one that it names, has changed. */
public final class WebConfigFile implements Supplier<WebConfig> {
  private final Path file;
  private final Reader reader;
  private final Rule rule;
  private final Source.Check check;
  private final Reloaded<WebConfig> config;

  /**
   * Loads the file of the metrics, which have no roles.
   *
   * @throws IOException if it is invalid, naming file and line
   */
  public WebConfigFile(Path file) throws IOException {
    this(
        file,
        config ->
            config.roles().isEmpty()
                ? Optional.empty()
                : Optional.of("roles are Jolokia's: move them to --jolokia.config.file"),
        any -> {});
  }

  /**
   * Loads the file of a server that gives roles.
   *
   * @param rule that the file must follow now, and whenever it has changed
   * @throws IOException if it is invalid, naming file and line, or against the rule, or if others
   *     can change it or a file that it names
   */
  public WebConfigFile(Path file, Rule rule) throws IOException {
    this(file, rule, TrustedFile::check);
  }

  private WebConfigFile(Path file, Rule rule, Source.Check check) throws IOException {
    this(file, rule, check, source -> new WebConfigReader(source).read());
  }

  WebConfigFile(Path file, Rule rule, Source.Check check, Reader reader) throws IOException {
    this.file = file;
    this.reader = reader;
    this.rule = rule;
    this.check = check;
    this.config = new Reloaded<>("web configuration", List.of(file), this::read);
  }

  /** The configuration in force. */
  @Override
  public WebConfig get() {
    return config.get();
  }

  /** Whether that is what the files say. */
  public boolean isCurrent() {
    return config.isCurrent();
  }

  /** Turns whatever a library throws for a broken file into a ConfigException. */
  private WebConfig read(FileStamps stamps, Optional<WebConfig> before) throws ConfigException {
    Source source = new Source(file, stamps, check);
    try {
      WebConfig read = reader.read(source);
      checkTls(read, before);
      Optional<String> fault = rule.fault(read);
      if (fault.isPresent()) {
        throw source.wrong(fault.get());
      }
      return before.map(read::remembering).orElse(read);
    } catch (ConfigException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      throw source.wrong("cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private void checkTls(WebConfig read, Optional<WebConfig> before) throws ConfigException {
    if (before.isPresent() && read.tls().isPresent() != before.get().tls().isPresent()) {
      throw new ConfigException(
          String.format(
              Locale.ROOT, "%s: turning TLS on or off takes a restart of the exporter", file));
    }
  }

  /** What a server's configuration must be, besides valid. */
  @FunctionalInterface
  public interface Rule {
    /** Says what is wrong and what to do; empty if nothing is. */
    Optional<String> fault(WebConfig read);
  }

  /** Reads a configuration from a file. */
  @FunctionalInterface
  interface Reader {
    WebConfig read(Source source) throws IOException;
  }
}
