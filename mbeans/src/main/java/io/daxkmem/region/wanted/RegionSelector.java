package io.daxkmem.region.wanted;

import io.daxkmem.log.Visible;
import io.daxkmem.region.DeviceNames;
import io.daxkmem.region.Region;
import java.util.regex.Pattern;

/**
 * Selects regions by one of their properties.
 *
 * @param by the property
 * @param value of the property
 */
public record RegionSelector(By by, String value) {
  private static final Pattern NODE = Pattern.compile("[0-9]{1,9}");

  /** A property of a region. */
  public enum By {
    /** {@link Region#device()}, {@code dax0.0}. */
    DEVICE(""),
    /** {@link Region#targetNode()}, {@code node=1}. */
    NODE("node="),
    /** {@link Region#path()}, {@code path=/platform/hmem.0}. */
    PATH("path=");

    private final String prefix;

    By(String prefix) {
      this.prefix = prefix;
    }
  }

  /**
   * Parses {@code dax0.0}, {@code node=1} or {@code path=/platform/hmem.0}.
   *
   * @throws IllegalArgumentException for another text; the message says what to write
   */
  static RegionSelector of(String text) {
    if (text.startsWith(By.NODE.prefix)) {
      return node(text.substring(By.NODE.prefix.length()));
    }
    if (text.startsWith(By.PATH.prefix)) {
      return path(text.substring(By.PATH.prefix.length()));
    }
    check(
        DeviceNames.isOne(text),
        text,
        "is not a region: write a device (dax0.0), a node (node=1) or the path of a region (path=/platform/hmem.0)");
    return new RegionSelector(By.DEVICE, text);
  }

  private static RegionSelector node(String value) {
    check(NODE.matcher(value).matches(), value, "is not a node: write its number, as in node=1");
    return new RegionSelector(By.NODE, Integer.toString(Integer.parseInt(value)));
  }

  private static RegionSelector path(String value) {
    check(
        isPath(value),
        value,
        "is not a path of a region: write it as daxctl list -R shows it, as in path=/platform/hmem.0");
    if (value.startsWith("/sys/")) {
      throw new IllegalArgumentException(
          Visible.quoted(value)
              + " begins with /sys: write the part below /sys/devices, as daxctl list -R shows it");
    }
    return new RegionSelector(By.PATH, value);
  }

  /** Not by a pattern, which would take a frame of the stack for each part of a long path. */
  private static boolean isPath(String value) {
    return value.length() > 1
        && value.startsWith("/")
        && !value.endsWith("/")
        && !value.contains("//");
  }

  private static void check(boolean right, String value, String advice) {
    if (!right) {
      throw new IllegalArgumentException(Visible.quoted(value) + " " + advice);
    }
  }

  boolean selects(Region region) {
    return switch (by) {
      case DEVICE -> region.device().equals(value);
      case NODE -> Integer.toString(region.targetNode()).equals(value);
      case PATH -> region.path().equals(value);
    };
  }

  /** As in the file: {@code dax0.0}, {@code node=1} or {@code path=/platform/hmem.0}. */
  public String text() {
    return by.prefix + value;
  }
}
