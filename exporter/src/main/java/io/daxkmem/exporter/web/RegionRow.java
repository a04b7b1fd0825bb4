package io.daxkmem.exporter.web;

import io.daxkmem.region.Bytes;
import io.daxkmem.region.MemoryBlocks;
import io.daxkmem.region.Reading;
import io.daxkmem.region.Region;
import io.daxkmem.region.wanted.WantedStates;
import java.io.IOException;
import java.util.Locale;

/** A device's row in the table of regions, also if it vanishes meanwhile. */
@SuppressWarnings("InlineFormatString") // what a user sees stands at the top
final class RegionRow {
  private static final String ROW =
      """
      <tr><th scope="row">%s</th>\
      <td data-label="State">%s</td>\
      <td data-label="Size" class="number">%s</td>\
      <td data-label="Online" class="number">%s</td>\
      <td data-label="Node" class="number">%s</td>\
      <td data-label="Memory blocks">%s</td>\
      <td data-label="Transitions">%s</td>\
      <td data-label="Last change (UTC)">%s</td></tr>""";

  private static final String NOT_READ =
      """
      <tr><th scope="row">%s</th>\
      <td data-label="State"><span class="state unknown">not read</span></td>\
      <td colspan="6" class="failed">%s</td></tr>""";

  private final WantedStates wanted;
  private final LastChangeCell lastChange;

  RegionRow(WantedStates wanted, LastChanges changes) {
    this.wanted = wanted;
    this.lastChange = new LastChangeCell(changes);
  }

  String html(String device, Reading<Region> reading) {
    try {
      Region region = reading.get();
      return String.format(
          Locale.ROOT,
          ROW,
          Html.escape(device),
          state(region) + shouldBe(region),
          Bytes.text(region.sizeBytes()),
          region.blocks().map(MemoryBlocks::onlineBytes).map(Bytes::text).orElse("?"),
          region.targetNode() < 0 ? "none" : region.targetNode(),
          region.blocks().map(BlocksBar::html).orElse("needs the right to read addresses"),
          TransitionsCell.html(region),
          region.isKmem() ? lastChange.html(device) : "");
    } catch (IOException | RuntimeException e) {
      return String.format(
          Locale.ROOT, NOT_READ, Html.escape(device), Html.escape("cannot be read: " + e));
    }
  }

  /** Empty if the region is as it should be, or nothing is wanted of it. */
  private String shouldBe(Region region) {
    return wanted
        .of(region)
        .filter(one -> !one.isMetBy(region.state()))
        .map(
            one ->
                String.format(
                    Locale.ROOT,
                    " <span class=\"failed\">should be %s</span>",
                    Html.words(one.state().text())))
        .orElse("");
  }

  private static String state(Region region) {
    if (!region.isKmem()) {
      String driver = region.driver().isEmpty() ? "no driver" : region.driver();
      return String.format(
          Locale.ROOT, "<span class=\"state unbound\">bound to %s</span>", Html.escape(driver));
    }
    String state = region.state().text();
    String under =
        region
            .pending()
            .map(
                to ->
                    String.format(
                        Locale.ROOT, " <span class=\"pending\">&rarr; %s</span>", to.text()))
            .orElse("");
    return String.format(
        Locale.ROOT, "<span class=\"state %s\">%s</span>%s", state, Html.words(state), under);
  }
}
