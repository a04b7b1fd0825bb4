package io.daxkmem.exporter.web;

import io.daxkmem.region.Reading;
import io.daxkmem.region.Region;
import io.daxkmem.region.wanted.WantedRegion;
import io.daxkmem.region.wanted.WantedStates;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The regions that are wanted but are not there, as a part of the page. */
@SuppressWarnings("InlineFormatString") // what a user sees stands at the top
final class MissingRegions {
  private static final String SECTION =
      """
      <section class="none failed">
      <h2>Wanted regions that are not there</h2>
      <ul>
      %s
      </ul>
      </section>
      """;

  private static final String LINE = "<li><code>%s</code> should be %s</li>";

  private MissingRegions() {}

  /** Empty if there are none, or if a region cannot be read, which may be the one. */
  static String html(WantedStates wanted, List<Reading<Region>> readings) {
    List<WantedRegion> missing;
    try {
      missing = wanted.missing(readings);
    } catch (IOException | RuntimeException e) {
      return "";
    }
    return missing.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            SECTION,
            missing.stream().map(MissingRegions::line).collect(Collectors.joining("\n")));
  }

  private static String line(WantedRegion line) {
    return String.format(
        Locale.ROOT, LINE, Html.escape(line.selector().text()), Html.words(line.state().text()));
  }
}
