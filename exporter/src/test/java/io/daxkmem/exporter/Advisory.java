package io.daxkmem.exporter;

import java.lang.module.ModuleDescriptor.Version;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of .ci/advisories. */
record Advisory(
    String group, String artifact, String versions, String id, boolean accepted, String text) {
  private static final Pattern LINE =
      Pattern.compile("(\\S+):(\\S+) (\\S+) ((?:CVE|GHSA)-\\S+) (accepted: )?(.+)");
  private static final String RANGE = "([\\[(])([^,]*),([^,]+)([\\])])";
  private static final Pattern RANGES = Pattern.compile(RANGE + "(?:," + RANGE + ")*");

  static Advisory parse(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches() || !RANGES.matcher(parts.group(3)).matches()) {
      throw new IllegalArgumentException("not an advisory: " + line);
    }
    return new Advisory(
        parts.group(1),
        parts.group(2),
        parts.group(3),
        parts.group(4),
        parts.group(5) != null,
        parts.group(6));
  }

  boolean affects(String version) {
    return Pattern.compile(RANGE).matcher(versions).results().anyMatch(r -> within(r, version));
  }

  private static boolean within(MatchResult range, String version) {
    return (range.group(2).isEmpty()
            || compare(version, range.group(2)) >= (range.group(1).equals("[") ? 0 : 1))
        && compare(version, range.group(3)) <= (range.group(4).equals("]") ? 0 : -1);
  }

  private static int compare(String one, String other) {
    return Integer.signum(Version.parse(one).compareTo(Version.parse(other)));
  }
}
