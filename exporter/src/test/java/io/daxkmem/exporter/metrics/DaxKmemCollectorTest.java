package io.daxkmem.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daxkmem.exporter.FaultySysfs;
import io.daxkmem.exporter.LogRecorder;
import io.daxkmem.exporter.RecordedSysfs;
import io.daxkmem.exporter.SysfsTree;
import io.daxkmem.region.MemoryFailure;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Transition;
import io.daxkmem.region.host.HostSysfs;
import io.daxkmem.region.simulated.SimulatedSysfs;
import io.daxkmem.region.wanted.WantedStates;
import io.daxkmem.region.wanted.WantedStatesFile;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaxKmemCollectorTest {
  private static final String DEVICES = "bus/dax/devices";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void onlyTheCurrentStateIsOne(Transition to) throws Exception {
    Regions regions = new Regions(new SimulatedSysfs(1));
    regions.change("dax0.0", to);

    List<String> states = scrape(regions).samples("dax_kmem_region_state");

    assertThat(states).hasSize(7);
    assertThat(states)
        .filteredOn(sample -> sample.endsWith(" 1.0"))
        .containsExactly(
            "dax_kmem_region_state{device=\"dax0.0\",state=\"%s\"} 1.0"
                .formatted(to.target().text()));
  }

  @Test
  void onlineBytesAreCountedByBlock() throws Exception {
    SysfsTree tree = stock().block(32, "online", "Movable").block(33, "offline", "");

    Scrape scrape = scrape(tree.regions());

    assertThat(scrape.samples("online_bytes"))
        .containsExactly("dax_kmem_region_online_bytes{device=\"dax0.0\"} 1.34217728E8");
    assertThat(scrape.samples("memory_blocks"))
        .containsExactlyInAnyOrder(
            "dax_kmem_region_memory_blocks{device=\"dax0.0\",state=\"online\"} 1.0",
            "dax_kmem_region_memory_blocks{device=\"dax0.0\",state=\"offline\"} 1.0",
            "dax_kmem_region_memory_blocks{device=\"dax0.0\",state=\"going-offline\"} 0.0");
    assertThat(scrape.samples("state=\"inconsistent\"")).first().asString().endsWith(" 1.0");
  }

  @Test
  void theKernelsCountersAreExposed() throws Exception {
    SysfsTree tree =
        stock()
            .blocks("online", "Movable")
            .file("dax0.0", "hotplug", "online_movable")
            .file("dax0.0", "hotplug_stats/online", "1")
            .file("dax0.0", "hotplug_stats/online_kernel", "2")
            .file("dax0.0", "hotplug_stats/online_movable", "3")
            .file("dax0.0", "hotplug_stats/offline", "4")
            .file("dax0.0", "hotplug_stats/unplug", "5")
            .file("dax0.0", "hotplug_stats/failed", "6")
            .file("dax0.0", "hotplug_stats/refused", "7")
            .file("dax0.0", "hotplug_stats/busy_ns", "1500000000")
            .file("dax0.0", "hotplug_stats/pending", "offline");

    Scrape scrape = scrape(tree.regions());

    assertThat(scrape.samples("transitions_total"))
        .containsExactlyInAnyOrder(
            "dax_kmem_region_transitions_total{device=\"dax0.0\",to=\"online\"} 1.0",
            "dax_kmem_region_transitions_total{device=\"dax0.0\",to=\"online_kernel\"} 2.0",
            "dax_kmem_region_transitions_total{device=\"dax0.0\",to=\"online_movable\"} 3.0",
            "dax_kmem_region_transitions_total{device=\"dax0.0\",to=\"offline\"} 4.0",
            "dax_kmem_region_transitions_total{device=\"dax0.0\",to=\"unplug\"} 5.0");
    assertThat(scrape.text())
        .contains("dax_kmem_region_transition_failures_total{device=\"dax0.0\"} 6.0\n")
        .contains("dax_kmem_region_external_changes_refused_total{device=\"dax0.0\"} 7.0\n")
        .contains("dax_kmem_region_transition_seconds_total{device=\"dax0.0\"} 1.5\n");
    assertThat(scrape.samples("transition_pending"))
        .hasSize(5)
        .filteredOn(sample -> sample.endsWith(" 1.0"))
        .containsExactly(
            "dax_kmem_region_transition_pending{device=\"dax0.0\",to=\"offline\"} 1.0");
    assertThat(scrape.samples("dax_kmem_device_info")).first().asString().contains("\"kernel\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"online", "failed", "refused", "busy_ns"})
  void aCounterBelowZeroFailsItsRegionOnly(String counter) throws Exception {
    Regions regions =
        RecordedSysfs.unpack("metrics/patched.sysfs", folder)
            .file("dax0.0", "hotplug_stats/" + counter, "-1")
            .regions();

    try (LogRecorder log = new LogRecorder()) {
      Scrape scrape = scrape(regions);

      assertThat(scrape.samples("device=\"dax0.0\""))
          .containsExactly("dax_kmem_region_up{device=\"dax0.0\"} 0.0");
      assertThat(scrape.text()).contains("dax_kmem_region_up{device=\"dax1.0\"} 1.0\n");
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("what=dax0.0", "hotplug_stats/" + counter + ": '-1' is not a count");
    }
  }

  @Test
  void memoryFailuresOfTheRegionsNodesAreExposed() throws Exception {
    SysfsTree tree = stock().blocks("online", "Movable");
    for (int node = 0; node < 2; node++) {
      tree.memoryFailures(node, "total", "10")
          .memoryFailures(node, "ignored", "1")
          .memoryFailures(node, "failed", "2")
          .memoryFailures(node, "delayed", "3")
          .memoryFailures(node, "recovered", "4");
    }

    assertThat(scrape(tree.regions()).samples("memory_failures"))
        .containsExactlyInAnyOrder(
            "dax_kmem_node_memory_failures_total{outcome=\"ignored\",target_node=\"1\"} 1.0",
            "dax_kmem_node_memory_failures_total{outcome=\"failed\",target_node=\"1\"} 2.0",
            "dax_kmem_node_memory_failures_total{outcome=\"delayed\",target_node=\"1\"} 3.0",
            "dax_kmem_node_memory_failures_total{outcome=\"recovered\",target_node=\"1\"} 4.0");
  }

  @ParameterizedTest
  @CsvSource({"device_dax", "''"})
  void nodesOfDevicesNotBoundToKmemAreNotRead(String driver) throws Exception {
    SysfsTree tree = new SysfsTree(folder).device("dax0.0", driver);
    for (MemoryFailure outcome : MemoryFailure.values()) {
      tree.memoryFailures(1, outcome.text(), "0");
    }

    assertThat(scrape(tree.regions()).samples("memory_failures")).isEmpty();
  }

  @Test
  void memoryFailuresThatCannotBeReadHideNothingElse() throws Exception {
    String file = "devices/system/node/node1/memory_failure/failed";
    FaultySysfs sysfs =
        new FaultySysfs(new SimulatedSysfs(1))
            .fail(file, new FileSystemException(file, null, "Input/output error"));
    DaxKmemCollector collector = new DaxKmemCollector(new Regions(sysfs));

    try (LogRecorder log = new LogRecorder()) {
      Scrape.of(collector);
      assertThat(Scrape.of(collector).text())
          .contains("dax_kmem_region_up{device=\"dax0.0\"} 1.0\n")
          .contains("dax_kmem_scrape_errors_total 2.0\n")
          .doesNotContain("memory_failures");
      assertThat(log.lines())
          .containsExactly(
              "level=warn msg=\"cannot be read\" what=\"the memory failures of node 1\""
                  + " error=\"java.nio.file.FileSystemException: "
                  + file
                  + ": Input/output error\"");
    }
  }

  @Test
  void countersAreAbsentWhereTheKernelDoesNotCount() throws Exception {
    Scrape scrape = scrape(stock().blocks("offline", "").regions());

    assertThat(scrape.text())
        .doesNotContain("failures", "refused", "transition_seconds", "pending");
    assertThat(scrape.samples("dax_kmem_device_info"))
        .containsExactly(
            "dax_kmem_device_info{counters=\"observed\",device=\"dax0.0\",driver=\"kmem\","
                + "kernel_interface=\"blocks\",resource=\"0x100000000\",target_node=\"1\"} 1");
  }

  @Test
  void transitionsAreObservedWhereTheKernelDoesNotCount() throws Exception {
    SysfsTree tree = stock().blocks("offline", "");
    DaxKmemCollector collector = new DaxKmemCollector(tree.regions());

    assertThat(transitions(collector)).allSatisfy(count -> assertThat(count).endsWith(" 0.0"));
    tree.block(32, "online", "Movable");
    assertThat(transitions(collector)).allSatisfy(count -> assertThat(count).endsWith(" 0.0"));
    tree.block(33, "online", "Movable");
    assertThat(transitions(collector)).contains(transition("online_movable", 1));
    assertThat(transitions(collector)).contains(transition("online_movable", 1));
    tree.blocks("offline", "");
    assertThat(transitions(collector))
        .contains(transition("online_movable", 1), transition("offline", 1));
  }

  @Test
  void observedTransitionsStartAgainAfterABind() throws Exception {
    SysfsTree tree = stock().blocks("offline", "");
    DaxKmemCollector collector = new DaxKmemCollector(tree.regions());
    Scrape.of(collector);
    tree.blocks("online", "Normal");
    assertThat(transitions(collector)).contains(transition("online", 1));

    tree.driver("dax0.0", "device_dax");
    Scrape.of(collector);
    tree.driver("dax0.0", "kmem");

    assertThat(transitions(collector)).contains(transition("online", 0));
  }

  @ParameterizedTest
  @CsvSource({"device_dax", "''"})
  void aDeviceNotBoundToKmemHasOnlyInfoAndSize(String driver) throws Exception {
    Scrape scrape = scrape(new SysfsTree(folder).device("dax0.0", driver).regions());

    assertThat(scrape.samples("device=\"dax0.0\""))
        .containsExactlyInAnyOrder(
            "dax_kmem_device_info{counters=\"\",device=\"dax0.0\",driver=\"%s\",".formatted(driver)
                + "kernel_interface=\"\",resource=\"0x100000000\",target_node=\"1\"} 1",
            "dax_kmem_region_size_bytes{device=\"dax0.0\"} 2.68435456E8");
  }

  @Test
  void withoutTheRightToReadAddressesTheRestIsExposed() throws Exception {
    String device = DEVICES + "/dax0.0/";
    FaultySysfs sysfs =
        new FaultySysfs(new SimulatedSysfs(1))
            .fail(device + "resource", new AccessDeniedException(device + "resource"))
            .fail(device + "mapping0/start", new AccessDeniedException(device + "mapping0/start"));

    Scrape scrape = scrape(new Regions(sysfs));

    assertThat(scrape.samples("dax_kmem_exporter_missing_rights"))
        .containsExactly("dax_kmem_exporter_missing_rights{right=\"CAP_DAC_READ_SEARCH\"} 1.0");
    assertThat(scrape.samples("dax_kmem_device_info")).first().asString().contains("resource=\"\"");
    assertThat(scrape.text()).doesNotContain("memory_blocks", "online_bytes");
    assertThat(scrape.text())
        .contains("dax_kmem_region_up{device=\"dax0.0\"} 1.0\n")
        .contains("dax_kmem_region_state{device=\"dax0.0\",state=\"offline\"} 1.0\n")
        .contains("dax_kmem_scrape_errors_total 0.0\n");
  }

  @Test
  void anUnreadableRegionHidesNoOther() throws Exception {
    FaultySysfs sysfs =
        new FaultySysfs(new SimulatedSysfs(3))
            .fail(DEVICES + "/dax0.0/size", new FileSystemException("size", null, "not a number"))
            .fail(DEVICES + "/dax2.0", new UncheckedIOException(new IOException("broken")));
    DaxKmemCollector collector = new DaxKmemCollector(new Regions(sysfs));

    Scrape scrape = Scrape.of(collector);

    assertThat(scrape.samples("device=\"dax0.0\""))
        .containsExactly("dax_kmem_region_up{device=\"dax0.0\"} 0.0");
    assertThat(scrape.samples("device=\"dax2.0\""))
        .containsExactly("dax_kmem_region_up{device=\"dax2.0\"} 0.0");
    assertThat(scrape.samples("device=\"dax1.0\""))
        .contains("dax_kmem_region_up{device=\"dax1.0\"} 1.0")
        .hasSameSizeAs(scrape(new Regions(new SimulatedSysfs(1))).samples("device=\"dax0.0\""));
    assertThat(scrape.text()).contains("dax_kmem_scrape_errors_total 2.0\n");
    assertThat(Scrape.of(collector).text()).contains("dax_kmem_scrape_errors_total 4.0\n");
  }

  @Test
  void readFailureAndRecoveryAreLoggedOnce() throws Exception {
    FaultySysfs sysfs =
        new FaultySysfs(new SimulatedSysfs(1))
            .fail(DEVICES + "/dax0.0/size", new FileSystemException("size", null, "not a number"));
    DaxKmemCollector collector = new DaxKmemCollector(new Regions(sysfs));

    try (LogRecorder log = new LogRecorder()) {
      Scrape.of(collector);
      Scrape.of(collector);
      sysfs.fail(DEVICES + "/dax0.0/size", new FileSystemException("size", null, "empty"));
      Scrape.of(collector);
      Scrape.of(collector);
      sysfs.repair();
      Scrape.of(collector);
      Scrape.of(collector);

      assertThat(log.lines())
          .containsExactly(
              "level=warn msg=\"cannot be read\" what=dax0.0"
                  + " error=\"java.nio.file.FileSystemException: size: not a number\"",
              "level=warn msg=\"cannot be read\" what=dax0.0"
                  + " error=\"java.nio.file.FileSystemException: size: empty\"",
              "level=info msg=\"can be read again\" what=dax0.0");
    }
  }

  @Test
  void atDebugEachFailedReadIsLogged() throws Exception {
    FaultySysfs sysfs =
        new FaultySysfs(new SimulatedSysfs(1))
            .fail(DEVICES + "/dax0.0/size", new FileSystemException("size", null, "empty"));
    DaxKmemCollector collector = new DaxKmemCollector(new Regions(sysfs));

    try (LogRecorder log = new LogRecorder(Level.FINE)) {
      Scrape.of(collector);
      Scrape.of(collector);

      assertThat(log.lines())
          .containsExactly(
              "level=warn msg=\"cannot be read\" what=dax0.0"
                  + " error=\"java.nio.file.FileSystemException: size: empty\"",
              "level=debug msg=\"still cannot be read\" what=dax0.0"
                  + " error=\"java.nio.file.FileSystemException: size: empty\"");
    }
  }

  @Test
  void anUnreadableDeviceListIsAScrapeError() throws Exception {
    FaultySysfs sysfs =
        new FaultySysfs(new SimulatedSysfs(1)).fail(DEVICES, new AccessDeniedException(DEVICES));
    DaxKmemCollector collector = new DaxKmemCollector(new Regions(sysfs));

    try (LogRecorder log = new LogRecorder()) {
      assertThat(Scrape.of(collector).text())
          .contains("dax_kmem_scrape_errors_total 1.0\n")
          .doesNotContain("device=");
      sysfs.repair();
      assertThat(Scrape.of(collector).text()).contains("device=");
      assertThat(log.lines()).hasSize(2);
    }
  }

  @Test
  void namesOfNoDeviceAreLeftOutAndLoggedOnce() throws Exception {
    FaultySysfs sysfs =
        new FaultySysfs(new SimulatedSysfs(1)) {
          @Override
          public List<String> list(String path) throws IOException {
            return path.equals(DEVICES)
                ? List.of("*", "dax0.0", "dax0.0,x=y", "\ufffd", "\ufffd")
                : super.list(path);
          }
        };
    DaxKmemCollector collector = new DaxKmemCollector(new Regions(sysfs));

    try (LogRecorder log = new LogRecorder()) {
      Scrape.of(collector);
      assertThat(Scrape.of(collector).samples("region_up"))
          .containsExactly("dax_kmem_region_up{device=\"dax0.0\"} 1.0");
      assertThat(log.lines())
          .containsExactly(
              "level=warn msg=\"some names are no dax device's and are left out\" count=4");
    }
  }

  @Test
  void theDevicesAreListedOnceMoreHoweverManyAreEmpty() throws Exception {
    for (int device = 0; device < 10; device++) {
      Files.createDirectories(folder.resolve(DEVICES).resolve("dax" + device + ".0"));
    }
    AtomicInteger lists = new AtomicInteger();
    FaultySysfs sysfs =
        new FaultySysfs(new HostSysfs(folder)) {
          @Override
          public List<String> list(String path) throws IOException {
            if (path.equals(DEVICES)) {
              lists.incrementAndGet();
            }
            return super.list(path);
          }
        };

    Scrape scrape = scrape(new Regions(sysfs));

    assertThat(scrape.samples("region_up")).hasSize(10);
    assertThat(lists).hasValue(2);
  }

  @Test
  void aDeviceRemovedDuringAScrapeIsNoError() throws Exception {
    SimulatedSysfs simulated = new SimulatedSysfs(2);
    FaultySysfs sysfs =
        new FaultySysfs(simulated) {
          @Override
          public List<String> list(String path) throws IOException {
            List<String> names = super.list(path);
            if (path.equals(DEVICES) && names.contains("dax0.0")) {
              simulated.removeDevice("dax0.0");
            }
            return names;
          }
        };

    Scrape scrape = scrape(new Regions(sysfs));

    assertThat(scrape.text())
        .doesNotContain("dax0.0")
        .contains("dax_kmem_region_up{device=\"dax1.0\"} 1.0\n")
        .contains("dax_kmem_scrape_errors_total 0.0\n");
  }

  @Test
  void aMissingAttributeIsAScrapeError() throws Exception {
    Scrape scrape = scrape(stock().blocks("offline", "").without("dax0.0", "size").regions());

    assertThat(scrape.samples("device=\"dax0.0\""))
        .containsExactly("dax_kmem_region_up{device=\"dax0.0\"} 0.0");
  }

  @Test
  void anAttributeMissingForAMomentIsNoError() throws Exception {
    String size = DEVICES + "/dax0.0/size";
    FaultySysfs sysfs =
        new FaultySysfs(new SimulatedSysfs(1)) {
          @Override
          public String read(String path) throws IOException {
            try {
              return super.read(path);
            } catch (NoSuchFileException e) {
              repair();
              throw e;
            }
          }
        };
    sysfs.fail(size, new NoSuchFileException(size));

    assertThat(scrape(new Regions(sysfs)).text())
        .contains("dax_kmem_region_up{device=\"dax0.0\"} 1.0\n");
  }

  @Test
  void aHangingTransitionHoldsUpNoScrape() throws Exception {
    SimulatedSysfs sysfs = new SimulatedSysfs(1);
    Regions regions = new Regions(sysfs);
    regions.change("dax0.0", Transition.ONLINE_MOVABLE);
    sysfs.pinPage(39);
    var thread = Executors.newSingleThreadExecutor();
    Future<?> change =
        thread.submit(
            () -> {
              regions.change("dax0.0", Transition.OFFLINE);
              return null;
            });

    await().until(() -> scrape(regions).text().contains("to=\"offline\"} 1.0\n"));
    assertThat(scrape(regions).text())
        .contains("dax_kmem_region_state{device=\"dax0.0\",state=\"online_movable\"} 1.0\n")
        .contains("dax_kmem_region_memory_blocks{device=\"dax0.0\",state=\"offline\"} 7.0\n");

    thread.shutdownNow();
    assertThat(change)
        .failsWithin(Duration.ofMinutes(1))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(ClosedByInterruptException.class);
    assertThat(scrape(regions).text())
        .contains("dax_kmem_region_transition_failures_total{device=\"dax0.0\"} 1.0\n");
  }

  @Test
  void hangingFilesHideNoOtherRegionAndTakeOneThreadEach() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    Set<String> hanging = Set.of(DEVICES + "/dax0.0/size", DEVICES + "/dax2.0/size");
    AtomicInteger stuck = new AtomicInteger();
    FaultySysfs sysfs =
        new FaultySysfs(new SimulatedSysfs(4)) {
          @Override
          public String read(String path) throws IOException {
            if (hanging.contains(path)) {
              stuck.incrementAndGet();
              awaitQuietly(released);
              stuck.decrementAndGet();
            }
            return super.read(path);
          }
        };
    DaxKmemCollector collector =
        new DaxKmemCollector(new Regions(sysfs, Optional.empty(), Duration.ofMillis(200)));

    try (LogRecorder log = new LogRecorder()) {
      await().untilAsserted(() -> assertUp(collector, 0, 1, 0, 1));
      await().untilAsserted(() -> assertUp(collector, 0, 1, 0, 1));
      int threads = Thread.activeCount();
      for (int i = 0; i < 5; i++) {
        Scrape.of(collector);
      }
      assertThat(stuck).hasValue(2);
      assertThat(Thread.activeCount()).isLessThan(threads + 5);
      assertThat(log.lines())
          .filteredOn(line -> line.contains("what=dax0.0"))
          .containsExactly(
              "level=warn msg=\"cannot be read\" what=dax0.0"
                  + " error=\"java.io.IOException: reading its files hangs\"");
    }

    released.countDown();
    await().untilAsserted(() -> assertUp(collector, 1, 1, 1, 1));
  }

  @Test
  void samplesMatchTheirDescriptors(@TempDir Path folder) throws IOException {
    WantedStates wanted =
        WantedStatesFile.read(Files.writeString(folder.resolve("regions.conf"), "dax0.0 online"));
    DaxKmemCollector collector =
        new DaxKmemCollector(new Regions(new SimulatedSysfs(1)), () -> wanted);

    List<MetricSnapshot> snapshots = collector.collect().stream().toList();

    assertThat(collector.getMetricFamilyDescriptors())
        .extracting(MetricFamilyDescriptor::getPrometheusName)
        .containsExactlyInAnyOrderElementsOf(
            snapshots.stream().map(s -> s.getMetadata().getPrometheusName()).toList());
    for (MetricFamilyDescriptor descriptor : collector.getMetricFamilyDescriptors()) {
      MetricSnapshot snapshot =
          snapshots.stream()
              .filter(s -> s.getMetadata().getName().equals(descriptor.getMetadata().getName()))
              .findFirst()
              .orElseThrow();
      assertThat(snapshot.getMetadata().getHelp()).isEqualTo(descriptor.getMetadata().getHelp());
      assertThat(snapshot.getDataPoints())
          .allSatisfy(
              point ->
                  assertThat(point.getLabels().stream().map(label -> label.getName()))
                      .containsExactlyInAnyOrderElementsOf(descriptor.getLabelNames()));
    }
  }

  private static void assertUp(DaxKmemCollector collector, int... up) throws IOException {
    Scrape scrape = Scrape.of(collector);
    for (int i = 0; i < up.length; i++) {
      assertThat(scrape.text())
          .contains("dax_kmem_region_up{device=\"dax%d.0\"} %d.0\n".formatted(i, up[i]));
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private SysfsTree stock() throws IOException {
    return new SysfsTree(folder).device("dax0.0", "kmem");
  }

  private static Scrape scrape(Regions regions) throws IOException {
    return Scrape.of(new DaxKmemCollector(regions));
  }

  private static List<String> transitions(DaxKmemCollector collector) throws IOException {
    return Scrape.of(collector).samples("transitions_total");
  }

  private static String transition(String to, int count) {
    return "dax_kmem_region_transitions_total{device=\"dax0.0\",to=\"%s\"} %d.0"
        .formatted(to, count);
  }
}
