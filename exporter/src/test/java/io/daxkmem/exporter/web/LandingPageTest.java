package io.daxkmem.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.daxkmem.exporter.FaultySysfs;
import io.daxkmem.exporter.SysfsTree;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Transition;
import io.daxkmem.region.host.HostSysfs;
import io.daxkmem.region.simulated.SimulatedSysfs;
import io.daxkmem.region.wanted.WantedStates;
import io.daxkmem.region.wanted.WantedStatesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingPageTest {
  private static final String NONE_SINCE =
      "<td data-label=\"Last change (UTC)\"><span class=\"faint\">none since</span> <time><span>2026-11-24</span> <span>03:00:00</span></time></td></tr>";

  @TempDir Path folder;

  @Test
  void aRegionIsARow() throws Exception {
    Regions regions = new Regions(new SimulatedSysfs(2));
    regions.change("dax1.0", Transition.ONLINE_MOVABLE);

    assertThat(rows(regions))
        .containsExactly(
            "<tr><th scope=\"row\">dax0.0</th><td data-label=\"State\"><span class=\"state offline\">offline</span></td>"
                + "<td data-label=\"Size\" class=\"number\">1 GiB</td>"
                + "<td data-label=\"Online\" class=\"number\">0 B</td>"
                + "<td data-label=\"Node\" class=\"number\">1</td>"
                + "<td data-label=\"Memory blocks\"><div class=\"bar\" role=\"group\"><span class=\"offline\""
                + " style=\"flex-grow:8\" title=\"8 blocks offline\"></span></div></td>"
                + "<td data-label=\"Transitions\"><span title=\"offline 0, online 0, online_kernel 0, online_movable 0,"
                + " unplug 0\">0 done</span></td>"
                + NONE_SINCE,
            "<tr><th scope=\"row\">dax1.0</th><td data-label=\"State\">"
                + "<span class=\"state online_movable\">online movable</span></td>"
                + "<td data-label=\"Size\" class=\"number\">1 GiB</td>"
                + "<td data-label=\"Online\" class=\"number\">1 GiB</td>"
                + "<td data-label=\"Node\" class=\"number\">1</td>"
                + "<td data-label=\"Memory blocks\"><div class=\"bar\" role=\"group\"><span class=\"online Movable\""
                + " style=\"flex-grow:8\" title=\"8 blocks online Movable\"></span></div></td>"
                + "<td data-label=\"Transitions\"><span title=\"offline 0, online 0, online_kernel 0, online_movable 1,"
                + " unplug 0\">1 done</span></td>"
                + NONE_SINCE);
  }

  @Test
  void devicesAreInTheOrderOfTheirNumbers() throws Exception {
    SysfsTree tree = new SysfsTree(folder);
    for (String device : List.of("dax10.0", "dax2.10", "dax2.9", "dax0.0")) {
      tree.device(device, "device_dax");
    }

    assertThat(rows(tree.regions()))
        .extracting(row -> row.replaceAll(".*>(dax[0-9.]+)<.*", "$1"))
        .containsExactly("dax0.0", "dax2.9", "dax2.10", "dax10.0");
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
    Regions regions = new SysfsTree(folder).device("dax0.0", "<u>\"'&").regions();

    assertThat(html(regions, "/\"><script>"))
        .contains("&lt;u&gt;&quot;&#39;&amp;", "href=\"/&quot;&gt;&lt;script&gt;\"")
        .doesNotContain("<u>", "<script");
  }

  @Test
  void whatTheKernelRefusedAndWhatFailedIsShown() throws Exception {
    SimulatedSysfs sysfs = new SimulatedSysfs(1);
    Regions regions = new Regions(sysfs);
    regions.change("dax0.0", Transition.ONLINE);
    assertThatThrownBy(() -> sysfs.write("devices/system/memory/memory32/state", "offline"))
        .isInstanceOf(IOException.class);
    sysfs.useForKernel(32);
    assertThatThrownBy(() -> regions.change("dax0.0", Transition.OFFLINE))
        .isInstanceOf(IOException.class);

    assertThat(rows(regions))
        .singleElement()
        .asString()
        .contains("1 done</span>")
        .contains(", <span class=\"failed\">1 failed</span>")
        .contains(", <span class=\"failed\">1 refused</span>");
  }

  @Test
  void theLastChangeIsShown() {
    LastChanges changes =
        new LastChanges() {
          @Override
          public Optional<StateChange> of(String device) {
            Instant at = Instant.parse("2026-11-24T14:05:06.789Z");
            return Optional.of(new StateChange(at, "offline", "<online_movable>"));
          }

          @Override
          public Instant since() {
            return Instant.EPOCH;
          }
        };

    assertThat(
            new LandingPage(
                    new Regions(new SimulatedSysfs(1)),
                    WantedStates::none,
                    changes,
                    "/metrics",
                    new About("1", "h"))
                .html())
        .contains(
            ">offline &rarr; &lt;online movable&gt; at <time><span>2026-11-24</span> <span>14:05:06</span></time></td>");
  }

  @Test
  void withoutDevicesItSaysWhatToDo() throws Exception {
    Files.createDirectories(folder.resolve("bus/dax/devices"));

    assertThat(html(new Regions(new HostSysfs(folder)), "/metrics"))
        .contains("No dax device", "daxctl reconfigure-device", "<a href=\"/metrics\">")
        .doesNotContain("<table>");
  }

  @Test
  void aSimulatedKernelWithoutDevicesHasABusAllTheSame() {
    assertThat(html(new Regions(new SimulatedSysfs(0)), "/metrics"))
        .contains("No dax device")
        .doesNotContain("no dax bus");
  }

  @Test
  void withoutABusItSaysSo() {
    assertThat(html(new Regions(new HostSysfs(folder)), "/metrics"))
        .contains("no dax bus", "CONFIG_DEV_DAX")
        .doesNotContain("<table>");
  }

  @Test
  void aListThatCannotBeReadIsShownAsSuch() {
    FaultySysfs sysfs =
        new FaultySysfs(new SimulatedSysfs(1))
            .fail("bus/dax/devices", new IOException("<input/output error>"));

    assertThat(html(new Regions(sysfs), "/metrics"))
        .contains("The list of dax devices cannot be read", "&lt;input/output error&gt;");
  }

  @Test
  void aRegionThatIsNotAsWantedSaysSo() throws Exception {
    Regions regions = new Regions(new SimulatedSysfs(2));
    regions.change("dax1.0", Transition.ONLINE_MOVABLE);

    String html = html(regions, wanted("node=1 online_movable"), "/metrics");

    assertThat(html)
        .contains(
            "<span class=\"state offline\">offline</span> <span class=\"failed\">should be online movable</span></td>",
            "<span class=\"state online_movable\">online movable</span></td>")
        .doesNotContain("not there");
  }

  @Test
  void wantedRegionsThatAreMissingAreListed() throws Exception {
    Files.createDirectories(folder.resolve("bus/dax/devices"));
    WantedStates wanted = wanted("dax0.0 online_movable\nnode=7 online");
    String sevenOnly = "<ul>\n<li><code>node=7</code> should be online</li>\n</ul>";

    assertThat(html(new Regions(new SimulatedSysfs(1)), wanted, "/metrics"))
        .contains("Wanted regions that are not there", sevenOnly);
    assertThat(html(new Regions(new HostSysfs(folder)), wanted, "/metrics"))
        .contains(
            "No dax device",
            "<li><code>dax0.0</code> should be online movable</li>\n<li><code>node=7</code>");
  }

  @Test
  void nothingIsSaidToBeMissingWhileARegionCannotBeRead() throws Exception {
    SysfsTree tree = new SysfsTree(folder).device("dax0.0", "kmem").file("dax0.0", "size", "junk");

    assertThat(html(tree.regions(), wanted("node=1 online"), "/metrics"))
        .contains("cannot be read")
        .doesNotContain("not there");
  }

  private WantedStates wanted(String lines) throws IOException {
    return WantedStatesFile.read(Files.writeString(folder.resolve("regions.conf"), lines));
  }

  @Test
  void itNamesItsMachineAndVersion() {
    assertThat(html(new Regions(new SimulatedSysfs(1)), "/metrics"))
        .contains("<title>dax-kmem exporter on &lt;host&gt;</title>")
        .contains("<p>dax regions of &lt;host&gt; used", "version 1.2.3</p>");
  }

  private static List<String> rows(Regions regions) {
    return html(regions, "/metrics").lines().filter(line -> line.startsWith("<tr><th sc")).toList();
  }

  private static String html(Regions regions, String metricsPath) {
    return html(regions, WantedStates.none(), metricsPath);
  }

  private static String html(Regions regions, WantedStates wanted, String metricsPath) {
    return new LandingPage(
            regions, () -> wanted, new NoChanges(), metricsPath, new About("1.2.3", "<host>"))
        .html();
  }
}
