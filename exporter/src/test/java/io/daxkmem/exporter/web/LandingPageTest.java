package io.daxkmem.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daxkmem.exporter.SysfsTree;
import io.daxkmem.region.Regions;
import io.daxkmem.region.SimulatedSysfs;
import io.daxkmem.region.Transition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingPageTest {
  @TempDir Path folder;

  @Test
  void aRegionIsARow() throws Exception {
    Regions regions = new Regions(new SimulatedSysfs(2));
    regions.change("dax1.0", Transition.ONLINE_MOVABLE);

    assertThat(rows(regions))
        .containsExactly(
            "<tr><th scope=\"row\">dax0.0</th><td><span class=\"state offline\">offline</span></td>"
                + "<td class=\"number\">1 GiB</td><td class=\"number\">0 B</td>"
                + "<td class=\"number\">1</td><td><div class=\"bar\"><span class=\"offline\""
                + " style=\"flex-grow:8\" title=\"8 blocks offline\"></span></div></td></tr>",
            "<tr><th scope=\"row\">dax1.0</th><td>"
                + "<span class=\"state online_movable\">online movable</span></td>"
                + "<td class=\"number\">1 GiB</td><td class=\"number\">1 GiB</td>"
                + "<td class=\"number\">1</td><td><div class=\"bar\"><span class=\"online Movable\""
                + " style=\"flex-grow:8\" title=\"8 blocks online Movable\"></span></div></td></tr>");
  }

  @Test
  void theBarShowsRunsOfBlocks() throws Exception {
    SysfsTree tree =
        new SysfsTree(folder)
            .device("dax0.0", "kmem")
            .block(32, "online", "Normal")
            .block(33, "offline", "");

    assertThat(rows(tree.regions()))
        .singleElement()
        .asString()
        .contains("inconsistent", "128 MiB", "title=\"1 block online Normal\"")
        .contains("<span class=\"offline\" style=\"flex-grow:1\" title=\"1 block offline\">");
  }

  @Test
  void aTransitionUnderWayIsShown() throws Exception {
    SimulatedSysfs sysfs = new SimulatedSysfs(1);
    Regions regions = new Regions(sysfs);
    regions.change("dax0.0", Transition.ONLINE);
    sysfs.pinPage(32);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      var change =
          thread.submit(
              () -> {
                regions.change("dax0.0", Transition.UNPLUG);
                return null;
              });
      await().until(() -> rows(regions).get(0).contains("&rarr; unplug"));
      assertThat(change).isNotDone();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void aRegionThatCannotBeReadHidesNoOther() throws Exception {
    SysfsTree tree =
        new SysfsTree(folder)
            .device("dax0.0", "kmem")
            .file("dax0.0", "size", "<b>junk</b>")
            .device("dax1.0", "device_dax");

    assertThat(rows(tree.regions()))
        .hasSize(2)
        .anySatisfy(row -> assertThat(row).contains("dax0.0", "cannot be read", "&lt;b&gt;junk"))
        .anySatisfy(row -> assertThat(row).contains("dax1.0", "bound to device_dax"));
  }

  @Test
  void whatComesFromOutsideIsEscaped() throws Exception {
    Regions regions = new SysfsTree(folder).device("<i>\"dax'&", "<u>").regions();

    assertThat(html(regions, "/\"><script>"))
        .contains("&lt;i&gt;&quot;dax&#39;&amp;", "&lt;u&gt;", "href=\"/&quot;&gt;&lt;script&gt;\"")
        .doesNotContain("<i>", "<u>", "<script");
  }

  @Test
  void withoutDevicesItSaysSo() throws Exception {
    assertThat(html(new Regions(new SimulatedSysfs(0)), "/metrics"))
        .contains("no dax device", "<a href=\"/metrics\">")
        .doesNotContain("<table>");
  }

  private static List<String> rows(Regions regions) throws IOException {
    return html(regions, "/metrics").lines().filter(line -> line.startsWith("<tr><th sc")).toList();
  }

  private static String html(Regions regions, String metricsPath) throws IOException {
    return new LandingPage(regions, metricsPath, "1.2.3").html();
  }
}
