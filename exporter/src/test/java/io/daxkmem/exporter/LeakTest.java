package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.access.Access;
import io.daxkmem.exporter.access.Credentials;
import io.daxkmem.exporter.reload.ConfigFiles;
import io.daxkmem.exporter.web.config.WebConfig;
import io.daxkmem.mbeans.operation.Audit;
import io.daxkmem.region.Regions;
import io.daxkmem.region.host.HostSysfs;
import io.daxkmem.region.wanted.WantedStates;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program keeps nothing of removed devices. {@code -Ddax-kmem.scrapes=100000} runs as many
 * scrapes as two weeks have.
 */
class LeakTest {
  private static final int SCRAPES = Integer.getInteger("dax-kmem.scrapes", 200);

  private final MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();
  private int devices;

  @TempDir Path root;

  @Test
  void removedDevicesLeaveNothingBehind() throws Exception {
    RecordedSysfs.unpack("metrics/patched.sysfs", root);
    Settings settings =
        new Settings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            WebConfig::open,
            "/metrics",
            WantedStates::none,
            Optional.empty(),
            WebConfig::open,
            new Access(Optional.of(new Credentials("operator", "secret")), Optional.empty()),
            new Audit(),
            Optional.empty(),
            new ConfigFiles());
    try (LogRecorder log = new LogRecorder();
        Exporter exporter =
            new Exporter(
                settings,
                new Regions(new HostSysfs(root)),
                new BuildInfo("1.2.3", "17"),
                Place.OWN_PROCESS)) {
      exporter.logStart();
      Http web = new Http(exporter.webAddress());
      scrape(web, SCRAPES / 4);
      Footprint before = Footprint.of(root);

      scrape(web, SCRAPES);

      Footprint after = Footprint.of(root);
      System.out.printf("%d scrapes: from %s to %s%n", SCRAPES, before, after);
      after.assertNoMoreThan(before);
      assertThat(log.lines()).first().asString().contains("started");
    }
  }

  /** Each device is new and present for every other scrape. Half of them are on a stock kernel. */
  private void scrape(Http web, int times) throws Exception {
    for (int i = 0; i < times; i += 2) {
      String device = "dax9." + devices++;
      Path folder = root.resolve("bus/dax/devices").resolve(device);
      copy(root.resolve("bus/dax/devices/dax0.0"), folder);
      if (devices % 2 == 0) {
        remove(folder.resolve("hotplug_stats"));
        remove(folder.resolve("hotplug"));
      }
      rescan();
      assertThat(web.get("/metrics").body())
          .contains("dax_kmem_region_up{device=\"%s\"} 1.0\n".formatted(device))
          .contains("dax_kmem_operations_total{device=\"%s\",".formatted(device));
      assertThat(web.get("/").body()).contains(device);
      assertThat(mbeans.getAttribute(name("type=Region,device=" + device), "State"))
          .isEqualTo("online_movable");

      remove(folder);
      rescan();
      assertThat(web.get("/metrics").body()).doesNotContain(device);
      assertThat(mbeans.isRegistered(name("type=Region,device=" + device))).isFalse();
    }
  }

  private void rescan() throws JMException {
    mbeans.invoke(name("type=Regions"), "rescan", null, null);
  }

  private static ObjectName name(String properties) throws JMException {
    return new ObjectName("io.daxkmem:" + properties);
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : below(from)) {
      Files.copy(file, to.resolve(from.relativize(file)), LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static void remove(Path folder) throws IOException {
    for (Path file : below(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
      Files.delete(file);
    }
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList();
    }
  }
}
