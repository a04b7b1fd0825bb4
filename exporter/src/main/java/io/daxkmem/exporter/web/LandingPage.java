package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.daxkmem.region.Regions;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The page at {@code /}: the regions at a glance, and where the metrics are. */
final class LandingPage implements HttpHandler {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>dax-kmem exporter</title>
      <style>%s</style>
      </head>
      <body>
      <header>
      <h1>dax-kmem exporter</h1>
      <p>dax regions used as ordinary memory, for Prometheus &middot; version %s</p>
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
      <th class="number">Node</th><th class="wide">Memory blocks</th></tr>
      </thead>
      <tbody>
      %s
      </tbody>
      </table>
      <p class="legend"><span class="online Movable"></span> online, movable \
      <span class="online"></span> online, kernel zone \
      <span class="going-offline"></span> going offline \
      <span class="offline"></span> offline</p>
      """;

  private static final String NONE =
      """
      <p class="none">There is no dax device on this machine.</p>
      """;

  private final Regions regions;
  private final String metricsPath;
  private final String version;
  private final String style;

  LandingPage(Regions regions, String metricsPath, String version) {
    this.regions = regions;
    this.metricsPath = metricsPath;
    this.version = version;
    this.style = Resource.text("landing-page.css");
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    Response.send(exchange, 200, "text/html; charset=utf-8", html());
  }

  String html() throws IOException {
    List<String> devices = regions.devices();
    String content = NONE;
    if (!devices.isEmpty()) {
      RegionRow row = new RegionRow(regions);
      content = TABLE.formatted(devices.stream().map(row::html).collect(Collectors.joining("\n")));
    }
    return PAGE.formatted(style, Html.escape(version), content, Html.escape(metricsPath));
  }
}
