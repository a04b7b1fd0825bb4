package io.daxkmem.exporter.web;

import io.daxkmem.region.Reading;
import io.daxkmem.region.Region;
import io.daxkmem.region.Regions;
import io.daxkmem.region.wanted.WantedStates;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The page at {@code /}: a table of the regions, and links. */
@SuppressWarnings("InlineFormatString") // what a user sees stands at the top
public final class LandingPage {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>dax-kmem exporter on %s</title>
      <style>%s</style>
      </head>
      <body>
      <header>
      <h1>dax-kmem exporter</h1>
      <p>dax regions of %s used as ordinary memory, for Prometheus &middot; version %s</p>
      </header>
      <main>
      %s
      <nav>
      <a href="%s">Metrics</a>
      <a href="/-/healthy">Healthy?</a>
      <a href="/-/ready">Ready?</a>
      </nav>
      </main>
      </body>
      </html>
      """;

  private static final String TABLE =
      """
      <table>
      <thead>
      <tr><th>Region</th><th>State</th><th class="number">Size</th><th class="number">Online</th>\
      <th class="number">Node</th><th class="wide">Memory blocks</th>\
      <th>Transitions</th><th>Last change (UTC)</th></tr>
      </thead>
      <tbody>
      %s
      </tbody>
      </table>
      <ul class="legend">
      <li class="online Movable">online, movable</li>
      <li class="online">online, kernel zone</li>
      <li class="going-offline">going offline</li>
      <li class="offline">offline</li>
      <li class="unplugged">unplugged</li>
      </ul>
      """;

  private static final String NO_DEVICES =
      """
      <section class="none">
      <h2>No dax device on this machine</h2>
      <p>Memory becomes one when the firmware sets it aside (soft-reserved, as CXL memory often is),
      or by <code>cxl create-region</code> and <code>daxctl create-device</code>. Then
      <code>daxctl reconfigure-device --mode=system-ram</code> makes ordinary memory of it, and it
      shows here. To try this page without a device, start the exporter with
      <code>--simulate</code>.</p>
      </section>
      """;

  private static final String NO_BUS =
      """
      <section class="none">
      <h2>This kernel has no dax bus</h2>
      <p>There is no <code>bus/dax</code> in sysfs: the kernel was built without
      <code>CONFIG_DEV_DAX</code>, its module <code>device_dax</code> is not loaded, or
      <code>--path.sysfs</code> is not where sysfs is mounted. To see this page at work anyway, start
      the exporter with <code>--simulate</code>.</p>
      </section>
      """;

  private static final String NOT_READ =
      """
      <section class="none failed">
      <h2>The list of dax devices cannot be read</h2>
      <p>%s</p>
      </section>
      """;

  private final Regions regions;
  private final Supplier<WantedStates> wanted;
  private final LastChanges changes;
  private final String metricsPath;
  private final About about;
  private final String style;

  /**
   * @param wanted the states that regions should have; asked for at each request
   * @param metricsPath path of the metrics
   */
  public LandingPage(
      Regions regions,
      Supplier<WantedStates> wanted,
      LastChanges changes,
      String metricsPath,
      About about) {
    this.regions = regions;
    this.wanted = wanted;
    this.changes = changes;
    this.metricsPath = metricsPath;
    this.about = about;
    this.style = Resource.text("landing-page.css");
  }

  String html() {
    String host = Html.escape(about.host());
    return String.format(
        Locale.ROOT,
        PAGE,
        host,
        style,
        host,
        Html.escape(about.version()),
        content(),
        Html.escape(metricsPath));
  }

  private String content() {
    try {
      WantedStates now = wanted.get();
      List<String> devices = regions.devices().stream().sorted(new DeviceOrder()).toList();
      List<Reading<Region>> readings = regions.readAll(devices);
      return table(now, devices, readings) + MissingRegions.html(now, readings);
    } catch (IOException | RuntimeException e) {
      return String.format(Locale.ROOT, NOT_READ, Html.escape(e.toString()));
    }
  }

  private String table(WantedStates now, List<String> devices, List<Reading<Region>> readings)
      throws IOException {
    if (devices.isEmpty()) {
      return regions.hasBus() ? NO_DEVICES : NO_BUS;
    }
    return String.format(Locale.ROOT, TABLE, rows(now, devices, readings));
  }

  private String rows(WantedStates now, List<String> devices, List<Reading<Region>> readings) {
    RegionRow row = new RegionRow(now, changes);
    return IntStream.range(0, devices.size())
        .mapToObj(i -> row.html(devices.get(i), readings.get(i)))
        .collect(Collectors.joining("\n"));
  }
}
