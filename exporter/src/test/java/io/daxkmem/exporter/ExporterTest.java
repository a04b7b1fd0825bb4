package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.daxkmem.exporter.access.Access;
import io.daxkmem.exporter.access.Credentials;
import io.daxkmem.exporter.reload.ConfigFiles;
import io.daxkmem.exporter.web.config.WebConfig;
import io.daxkmem.mbeans.operation.Audit;
import io.daxkmem.mbeans.operation.SettledRegions;
import io.daxkmem.region.KernelRefusedException;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Sysfs;
import io.daxkmem.region.Transition;
import io.daxkmem.region.host.HostSysfs;
import io.daxkmem.region.simulated.SimulatedSysfs;
import io.daxkmem.region.wanted.WantedStates;
import io.daxkmem.region.wanted.WantedStatesFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole program but its command line, on the simulated kernel. */
class ExporterTest {
  private static final BuildInfo BUILD = new BuildInfo("1.2.3", "17");
  private static final String PASSWORD = "secret";

  private final List<String> audit = new CopyOnWriteArrayList<>();
  private final LogRecorder log = new LogRecorder();
  private Optional<Exporter> exporter = Optional.empty();

  private WantedStates wanted = WantedStates.none();
  private Optional<SettledRegions> settled = Optional.empty();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    exporter.ifPresent(Exporter::close);
    log.close();
  }

  @Test
  void aScrapeOfTheSimulatedKernelIsThis() throws Exception {
    SimulatedSysfs kernel = new SimulatedSysfs(2);
    kernel.addDevice("device_dax");
    Regions regions = new Regions(kernel);
    regions.change("dax0.0", Transition.ONLINE_MOVABLE);
    assertThatThrownBy(() -> kernel.write("devices/system/memory/memory32/state", "offline"))
        .isInstanceOf(KernelRefusedException.class);
    regions.change("dax1.0", Transition.ONLINE);
    kernel.useForKernel(40);
    assertThatThrownBy(() -> regions.change("dax1.0", Transition.OFFLINE))
        .isInstanceOf(KernelRefusedException.class);

    want("dax0.0 online_movable\ndax1.0 online_movable\nnode=7 online_movable");

    String scrape = withoutTimes(scrape(start(kernel)));

    Path actual = Files.writeString(Path.of("target", "simulated.prom"), scrape);
    assertThat(scrape)
        .as("if it should be so: cp exporter/%s exporter/src/test/resources/%s", actual, golden())
        .isEqualTo(resource(golden()));
  }

  @Test
  void twoRegionsWithControlOnHaveFewSamples() throws Exception {
    Exporter started = start(new SimulatedSysfs(2));
    assertThat(operation(started, "onlineMovable")).contains("\"status\":200");
    assertThat(operation(started, "offline", "dax0.0")).contains("\"status\":200");

    assertThat(scrape(started).lines())
        .filteredOn(line -> line.startsWith("dax_kmem_"))
        .hasSizeLessThanOrEqualTo(100);
  }

  @Test
  void theFirstLineLoggedSaysWhatWasStarted() throws Exception {
    Exporter started = start(new SimulatedSysfs(2));

    assertThat(log.lines())
        .first()
        .isEqualTo(
            "level=info msg=\"dax-kmem-exporter started\" version=1.2.3 kernel_interface=hotplug"
                + " web=127.0.0.1:%d tls=off jolokia=127.0.0.1:%d control=on"
                    .formatted(
                        started.webAddress().getPort(),
                        started.jolokiaAddress().orElseThrow().getPort()));
  }

  @Test
  void theLastLineLoggedSaysThatItHasStopped() throws Exception {
    start(new SimulatedSysfs(1)).close();

    assertThat(log.lines())
        .last()
        .asString()
        .matches("level=info msg=\"dax-kmem-exporter stopped\" seconds=\\d+\\.\\d+");
  }

  @Test
  void theLogTellsOfTheStartInStepsForWhoLooksForMistakes() throws Exception {
    try (LogRecorder all = new LogRecorder(Level.FINE)) {
      start(new SimulatedSysfs(1));

      assertThat(all.lines())
          .filteredOn(line -> line.startsWith("level=debug"))
          .containsExactly(
              "level=debug msg=\"metrics served\" path=/metrics",
              "level=debug msg=\"MBeans registered\"",
              "level=debug msg=\"region read\" device=dax0.0 state=offline"
                  + " kernel_interface=hotplug");
    }
  }

  @Test
  void theLandingPageSaysWhenARegionChanged() throws Exception {
    SimulatedSysfs kernel = new SimulatedSysfs(2);
    Exporter started = start(kernel);

    new Regions(kernel).change("dax1.0", Transition.ONLINE);

    Http web = new Http(started.webAddress());
    await()
        .untilAsserted(
            () ->
                assertThat(web.get("/").body())
                    .contains("offline &rarr; online at <time")
                    .contains("none since"));
  }

  @Test
  void withoutADaxBusItSaysSoOnceAndExportsNoRegion() throws Exception {
    Exporter started = start(new HostSysfs(folder));

    assertThat(scrape(started))
        .contains("dax_kmem_scrape_errors_total 0.0\n")
        .doesNotContain("device=");
    assertThat(scrape(started)).contains("dax_kmem_exporter_build_info");
    assertThat(log.lines())
        .filteredOn(line -> line.contains("dax bus"))
        .containsExactly(
            "level=warn msg=\"this kernel has no dax bus, so there are no regions\""
                + " missing=bus/dax");
    assertThat(log.lines()).first().asString().contains("kernel_interface=none");
  }

  @Test
  void operationsAreCountedAndTheMetricsFollow() throws Exception {
    Exporter started = start(new SimulatedSysfs(1));

    assertThat(operation(started, "onlineMovable")).contains("\"status\":200");

    assertThat(scrape(started))
        .contains(
            "dax_kmem_operations_total{device=\"dax0.0\",outcome=\"done\",to=\"online_movable\"} 1.0")
        .contains("dax_kmem_operation_duration_seconds_count{to=\"online_movable\"} 1\n")
        .contains("dax_kmem_region_state{device=\"dax0.0\",state=\"online_movable\"} 1.0\n")
        .contains("dax_kmem_region_transitions_total{device=\"dax0.0\",to=\"online_movable\"} 1.0");
    assertThat(audit)
        .singleElement()
        .asString()
        .contains("\"user\":\"operator\"", "\"to\":\"online_movable\",\"outcome\":\"done\"");
  }

  @Test
  void anOperationThatHangsHoldsUpNeitherScrapesNorReadingNorTheEnd() throws Exception {
    SimulatedSysfs kernel = new SimulatedSysfs(2);
    Regions regions = new Regions(kernel);
    regions.change("dax0.0", Transition.ONLINE_MOVABLE);
    kernel.pinPage(35);
    Exporter started = start(kernel);
    CompletableFuture<String> hanging =
        CompletableFuture.supplyAsync(() -> operation(started, "offline", "dax0.0"));

    await().until(() -> regions.read("dax0.0").pending().isPresent());
    assertThat(scrape(started))
        .contains("dax_kmem_region_transition_pending{device=\"dax0.0\",to=\"offline\"} 1.0\n")
        .contains("dax_kmem_region_up{device=\"dax1.0\"} 1.0\n");
    assertThat(jolokia(started, "{\"type\":\"read\",\"mbean\":\"io.daxkmem:*\"}"))
        .contains("\"TransitionPending\":\"offline\"", "\"Device\":\"dax1.0\"");
    assertThat(hanging).isNotDone();

    started.close();

    assertThat(regions.read("dax0.0").pending()).isEmpty();
    assertThat(regions.read("dax0.0").state().text()).isEqualTo("online_movable");
    assertThat(audit).singleElement().asString().contains("\"outcome\":\"cancelled\"");
    assertThat(log.lines()).last().asString().contains("dax-kmem-exporter stopped");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereOneAddressIsTakenNothingIsServed(boolean webIsTaken) throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress taken = (InetSocketAddress) socket.getLocalSocketAddress();
      InetSocketAddress other = free();
      Set<Thread> before = Thread.getAllStackTraces().keySet();
      Settings settings =
          new Settings(
              webIsTaken ? taken : other,
              WebConfig::open,
              "/metrics",
              WantedStates::none,
              Optional.of(webIsTaken ? other : taken),
              WebConfig::open,
              Access.reading(),
              new Audit(),
              Optional.empty(),
              new ConfigFiles());

      assertThatThrownBy(
              () ->
                  new Exporter(
                      settings, new Regions(new SimulatedSysfs(1)), BUILD, Place.OWN_PROCESS))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen on");

      new ServerSocket(other.getPort(), 1, other.getAddress()).close();
      await().untilAsserted(() -> assertThat(ours(before)).isEmpty());
      start(new SimulatedSysfs(1));
    }
  }

  @Test
  void aSecondExporterInAJvmServesNothingAndLeavesTheFirstAlone() throws Exception {
    Exporter first = start(new SimulatedSysfs(1));
    InetSocketAddress free = free();
    Settings settings =
        new Settings(
            free,
            WebConfig::open,
            "/metrics",
            WantedStates::none,
            Optional.empty(),
            WebConfig::open,
            Access.reading(),
            new Audit(),
            Optional.empty(),
            new ConfigFiles());

    assertThatThrownBy(
            () ->
                new Exporter(
                    settings, new Regions(new SimulatedSysfs(1)), BUILD, Place.OWN_PROCESS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("this JVM has an exporter of dax regions already");

    new ServerSocket(free.getPort(), 1, free.getAddress()).close();
    assertThat(operation(first, "onlineMovable")).contains("\"status\":200");
  }

  @Test
  void aWantedRegionIsBroughtToItsStateAndAuditedAndCounted() throws Exception {
    want("dax0.0 online_movable");
    settled = Optional.of(new SettledRegions(nowhere -> {}));

    Exporter started = start(new SimulatedSysfs(2));

    await()
        .untilAsserted(
            () ->
                assertThat(scrape(started))
                    .contains(
                        "dax_kmem_region_as_wanted{device=\"dax0.0\"} 1.0\n",
                        "dax_kmem_region_state{device=\"dax1.0\",state=\"offline\"} 1.0\n",
                        "dax_kmem_operations_total{device=\"dax0.0\",outcome=\"done\",to=\"online_movable\"} 1.0\n"));
    assertThat(audit)
        .singleElement()
        .asString()
        .contains("\"user\":\"regions.conf\",\"client\":\"line 1\",\"device\":\"dax0.0\"");
  }

  /** The names of the servers' threads that were started since. */
  private static List<String> ours(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .filter(
            name ->
                name.matches(
                    "(web|jolokia|dax-kmem-mbeans|dax-kmem-notifications|dax-kmem-wanted)\\b.*"))
        .toList();
  }

  private Exporter start(Sysfs kernel) throws IOException {
    Settings settings =
        new Settings(
            anyPort(),
            WebConfig::open,
            "/metrics",
            () -> wanted,
            Optional.of(anyPort()),
            WebConfig::open,
            new Access(Optional.of(new Credentials("operator", PASSWORD)), Optional.empty()),
            new Audit(audit::add),
            settled,
            new ConfigFiles());
    Exporter started = new Exporter(settings, new Regions(kernel), BUILD, Place.OWN_PROCESS);
    exporter = Optional.of(started);
    started.logStart();
    return started;
  }

  private void want(String lines) throws IOException {
    wanted = WantedStatesFile.read(Files.writeString(folder.resolve("regions.conf"), lines));
  }

  private static String scrape(Exporter exporter) throws IOException, InterruptedException {
    return new Http(exporter.webAddress()).get("/metrics").body();
  }

  private static String operation(Exporter exporter, String operation, String... arguments) {
    String quoted = arguments.length == 0 ? "" : "\"" + String.join("\",\"", arguments) + "\"";
    return jolokia(
        exporter,
        "{\"type\":\"exec\",\"mbean\":\"io.daxkmem:type=Region,device=dax0.0\",\"operation\":\"%s\",\"arguments\":[%s]}"
            .formatted(operation, quoted));
  }

  private static String jolokia(Exporter exporter, String request) {
    String user = Base64.getEncoder().encodeToString(("operator:" + PASSWORD).getBytes(UTF_8));
    try {
      return new Http(exporter.jolokiaAddress().orElseThrow())
          .send("POST", "/jolokia/", request, "Authorization", "Basic " + user)
          .body();
    } catch (IOException | InterruptedException e) {
      return e.toString();
    }
  }

  /** Times that are not 0 become 0.001. */
  private static String withoutTimes(String scrape) {
    return scrape.replaceAll(
        "(?m)^(dax_kmem_(?:scrape_duration|region_transition)_seconds\\S*) (?!0\\.0$).*$",
        "$1 0.001");
  }

  private static String golden() {
    return "io/daxkmem/exporter/simulated.prom";
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ExporterTest.class.getClassLoader().getResourceAsStream(name)) {
      return in == null ? "" : new String(in.readAllBytes(), UTF_8);
    }
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static InetSocketAddress free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }
}
