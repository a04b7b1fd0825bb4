package io.daxkmem.region;

import java.util.Locale;

/**
 * What the kernel could do about a page with an uncorrectable error. Named like the counters in
 * {@code /sys/devices/system/node/nodeN/memory_failure/}.
 */
public enum MemoryFailure {
  /** Nothing, because of what the page is used for. */
  IGNORED,
  /** It tried, but the page is still in use. */
  FAILED,
  /** The page is not used again, but its user may not have noticed yet. */
  DELAYED,
  /** The page is not used again. */
  RECOVERED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The name in sysfs and in metrics: {@code ignored}, …, {@code recovered}. */
  public String text() {
    return text;
  }
}
