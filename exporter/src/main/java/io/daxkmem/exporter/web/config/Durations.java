package io.daxkmem.exporter.web.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 500ms}, {@code 1.5s}, {@code 1m30s}, {@code 0}. */
final class Durations {
  private static final Pattern PART = Pattern.compile("\\G(\\d+(?:\\.\\d+)?)(ns|us|ms|s|m|h)");
  private static final Map<String, Double> NANOS =
      Map.of("ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "h", 3600e9);

  private Durations() {}

  /** Parses a duration; empty if the text is not one. */
  static Optional<Duration> parse(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    Matcher part = PART.matcher(text);
    double nanos = 0;
    int end = 0;
    while (part.find()) {
      nanos += Double.parseDouble(part.group(1)) * NANOS.getOrDefault(part.group(2), 0.0);
      end = part.end();
    }
    return text.isEmpty() || end != text.length()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos((long) nanos));
  }
}
