package io.daxkmem.exporter.web;

import java.util.Comparator;
import java.util.regex.Pattern;

/** Orders device names by their numbers: {@code dax2.0} comes before {@code dax10.0}. */
final class DeviceOrder implements Comparator<String> {
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final int DIGITS = 20;

  @Override
  public int compare(String one, String other) {
    return Comparator.comparing(DeviceOrder::padded)
        .thenComparing(Comparator.naturalOrder())
        .compare(one, other);
  }

  private static String padded(String device) {
    return NUMBER
        .matcher(device)
        .replaceAll(
            number -> "0".repeat(Math.max(0, DIGITS - number.group().length())) + number.group());
  }
}
