package io.daxkmem.exporter.web;

import io.daxkmem.region.Region;
import io.daxkmem.region.Transition;
import io.daxkmem.region.TransitionCounters;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kernel's counters of a region since its device was bound. */
final class TransitionsCell {
  private static final String NOT_COUNTED =
      "<span class=\"faint\" title=\"this kernel does not count them\">not counted</span>";

  private TransitionsCell() {}

  static String html(Region region) {
    return region.counters().map(TransitionsCell::html).orElse(region.isKmem() ? NOT_COUNTED : "");
  }

  private static String html(TransitionCounters counters) {
    long done = Arrays.stream(Transition.values()).mapToLong(counters::completed).sum();
    return String.format(
        Locale.ROOT,
        "<span title=\"%s\">%d done</span>%s%s",
        each(counters),
        done,
        more(counters.failed(), "failed"),
        more(counters.refused(), "refused"));
  }

  private static String each(TransitionCounters counters) {
    return Arrays.stream(Transition.values())
        .map(to -> to.text() + " " + counters.completed(to))
        .collect(Collectors.joining(", "));
  }

  private static String more(long count, String what) {
    return count == 0
        ? ""
        : String.format(Locale.ROOT, ", <span class=\"failed\">%d %s</span>", count, what);
  }
}
