package io.daxkmem.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Prometheus, of Debian's package. */
public final class PrometheusServer {
  /** It says one first, or the other. */
  private static final Pattern READY =
      Pattern.compile(
          "(?=.*Server is ready to receive web requests)"
              + ".*Listening on\" address=127\\.0\\.0\\.1:(\\d+)",
          Pattern.DOTALL);

  private PrometheusServer() {}

  /**
   * Starts it and waits until it answers; the first scrape may be still to come.
   *
   * @param folder for its configuration, log, and, in {@code data}, its database, which may be
   *     there already; its owner deletes it
   * @param configuration its {@code prometheus.yml}
   * @param flags more of them
   * @throws IOException where it is not installed, or ended
   */
  public static DebianServer start(Path folder, String configuration, String... flags)
      throws IOException {
    Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
    return new DebianServer(
        folder.resolve("prometheus.log"),
        READY,
        Stream.concat(
                Stream.of(
                    "prometheus",
                    "--config.file=" + file,
                    "--storage.tsdb.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:0"),
                Stream.of(flags))
            .toList());
  }
}
