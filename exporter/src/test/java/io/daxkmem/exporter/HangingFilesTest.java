package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pipe in the place of a region's file, which makes its readers wait, stops only its region. */
@Timeout(120)
class HangingFilesTest {
  private static final Duration PATIENCE = Duration.ofMillis(250);
  private static final String PASSWORD = "secret";

  private static final String PLAN = "\"operation\":\"plan\",\"arguments\":[\"offline\"]";

  private final LogRecorder log = new LogRecorder();
  @TempDir Path root;

  @BeforeEach
  void unpack() throws IOException {
    RecordedSysfs.unpack("metrics/patched.sysfs", root);
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"size", "resource", "hotplug", "hotplug_stats/failed"})
  void theOthersAreStartedScrapedShownReadAndPlanned(String file) throws Exception {
    Path pipe = root.resolve("bus/dax/devices/dax0.0").resolve(file);
    Files.delete(pipe);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor())
        .isZero();
    try (Exporter exporter = start()) {
      assertThat(log.lines())
          .filteredOn(line -> line.contains("dax-kmem-exporter started"))
          .singleElement()
          .asString()
          .contains("kernel_interface=hotplug");

      Http web = new Http(exporter.webAddress());
      assertThat(web.get("/metrics").body())
          .contains("dax_kmem_region_up{device=\"dax0.0\"} 0.0\n")
          .contains("dax_kmem_region_up{device=\"dax1.0\"} 1.0\n")
          .contains("dax_kmem_operations_total{device=\"dax1.0\"");
      assertThat(web.get("/").body())
          .containsPattern("dax0.0</th>.*not read.*reading its files hangs")
          .containsPattern("dax1.0</th>.*inconsistent");

      assertThat(jolokia(exporter, "read", "dax1.0", "\"attribute\":\"State\""))
          .contains("\"value\":\"inconsistent\"");
      assertThat(jolokia(exporter, "exec", "dax1.0", PLAN)).contains("\"status\":200");
      assertThat(jolokia(exporter, "read", "dax0.0", "\"attribute\":\"State\""))
          .contains("reading its files hangs");
      assertThat(jolokia(exporter, "exec", "dax0.0", "\"operation\":\"online\""))
          .contains("dax0.0 was not brought to online", "reading its files hangs");
    } finally {
      letReadersGoOn(pipe);
    }
  }

  private Exporter start() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Exporter exporter =
        new Exporter(
            new Settings(
                anyPort,
                WebConfig::open,
                "/metrics",
                WantedStates::none,
                Optional.of(anyPort),
                WebConfig::open,
                new Access(Optional.of(new Credentials("operator", PASSWORD)), Optional.empty()),
                new Audit(),
                Optional.empty(),
                new ConfigFiles()),
            new Regions(new HostSysfs(root), Optional.empty(), PATIENCE),
            new BuildInfo("1.2.3", "17"),
            Place.OWN_PROCESS);
    exporter.logStart();
    return exporter;
  }

  private static String jolokia(Exporter exporter, String type, String device, String rest)
      throws Exception {
    String user = Base64.getEncoder().encodeToString(("operator:" + PASSWORD).getBytes(UTF_8));
    String request =
        "{\"type\":\"%s\",\"mbean\":\"io.daxkmem:type=Region,device=%s\",%s}"
            .formatted(type, device, rest);
    return new Http(exporter.jolokiaAddress().orElseThrow())
        .send("POST", "/jolokia/", request, "Authorization", "Basic " + user)
        .body()
        .replace("\\n", " ");
  }

  /** Opening a pipe for both waits for nobody, and ends the wait of all readers. */
  private static void letReadersGoOn(Path pipe) throws IOException {
    new RandomAccessFile(pipe.toFile(), "rw").close();
  }
}
