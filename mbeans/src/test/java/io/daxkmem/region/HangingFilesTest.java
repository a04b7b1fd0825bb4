package io.daxkmem.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that hangs does not hold up other regions. */
@Timeout(60)
class HangingFilesTest {
  private static final String DEVICES = "bus/dax/devices/";
  private static final String FAILED = "/hotplug_stats/failed";

  private final HangingSysfs sysfs = new HangingSysfs(4);
  private final Regions regions = new Regions(sysfs, Optional.empty(), Duration.ofMillis(250));

  @AfterEach
  void release() {
    sysfs.release();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/size",
        "/target_node",
        "/resource",
        "/driver",
        "/mapping0/start",
        "/hotplug",
        FAILED,
        "/hotplug_stats/protected",
      })
  void aHangingFileFailsOnlyItsRegion(String file) throws IOException {
    sysfs.hang(DEVICES + "dax1.0" + file);

    assertHangs(() -> regions.read("dax1.0"));
    assertThat(regions.read("dax0.0").state()).isEqualTo(RegionState.OFFLINE);
    assertThat(regions.read("dax2.0").state()).isEqualTo(RegionState.OFFLINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"devices/system/memory/memory43/state", "devices/system/memory/block_size_bytes"})
  void aHangingMemoryBlockFailsItsRegion(String file) {
    sysfs.hang(file);

    assertHangs(() -> regions.read("dax1.0"));
  }

  @Test
  void aHangingFileIsNotReadAgainUntilItAnswers() throws IOException {
    regions.read("dax1.0");
    sysfs.hang(DEVICES + "dax1.0" + FAILED);
    assertHangs(() -> regions.read("dax1.0"));

    for (int i = 0; i < 100; i++) {
      assertHangs(() -> regions.read("dax1.0"));
      assertHangs(() -> regions.readState("dax1.0"));
    }
    assertThat(sysfs.waiting()).isEqualTo(1);

    sysfs.release();
    await().untilAsserted(() -> assertThat(regions.read("dax1.0").device()).isEqualTo("dax1.0"));
  }

  @Test
  void readingAKnownHangingFileFailsAtOnce() {
    sysfs.hang(DEVICES + "dax1.0" + FAILED);
    assertHangs(() -> regions.read("dax1.0"));

    // an interrupted thread would fail differently if it waited
    Thread.currentThread().interrupt();
    assertHangs(() -> regions.read("dax1.0"));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void manyReadersOfAHangingFileTakeOneThread() throws Exception {
    sysfs.hang(DEVICES + "dax1.0" + FAILED);
    ExecutorService askers = Executors.newFixedThreadPool(260);
    List<Callable<Region>> questions = new ArrayList<>();
    for (int i = 0; i < 260; i++) {
      questions.add(() -> regions.read("dax1.0"));
    }

    List<Future<Region>> answers = askers.invokeAll(questions);

    assertThat(answers)
        .allSatisfy(
            answer ->
                assertThat(answer)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withMessageContaining("hangs"));
    assertThat(sysfs.waiting()).isEqualTo(1);
    askers.shutdown();
  }

  @Test
  void nodesThatHangDoNotHoldUpOthers() throws IOException {
    for (int node : List.of(7, 8)) {
      sysfs.hang("devices/system/node/node" + node + "/memory_failure/ignored");
    }

    List<Reading<Map<MemoryFailure, Long>>> readings = regions.memoryFailures(List.of(7, 1, 8));

    assertHangs(readings.get(0)::get);
    assertThat(readings.get(1).get()).containsKey(MemoryFailure.IGNORED);
    assertHangs(readings.get(2)::get);
  }

  @Test
  void readAllReadsTheDevicesThatDoNotHang() throws IOException {
    sysfs.hang(DEVICES + "dax0.0" + FAILED);
    sysfs.hang(DEVICES + "dax2.0/size");

    List<Reading<Region>> readings =
        regions.readAll(List.of("dax0.0", "dax1.0", "dax2.0", "dax3.0"));

    assertHangs(readings.get(0)::get);
    assertThat(readings.get(1).get().device()).isEqualTo("dax1.0");
    assertHangs(readings.get(2)::get);
    assertThat(readings.get(3).get().device()).isEqualTo("dax3.0");
  }

  @Test
  void concurrentReadAllsOfTheSameRegionsSucceed() throws Exception {
    List<String> all = regions.devices();
    ExecutorService askers = Executors.newFixedThreadPool(8);
    List<Callable<List<Reading<Region>>>> questions =
        IntStream.range(0, 200)
            .<Callable<List<Reading<Region>>>>mapToObj(i -> () -> regions.readAll(all))
            .toList();

    for (Future<List<Reading<Region>>> answer : askers.invokeAll(questions)) {
      for (Reading<Region> reading : answer.get()) {
        assertThat(reading.get().state()).isEqualTo(RegionState.OFFLINE);
      }
    }
    askers.shutdown();
  }

  @Test
  void readAllAcceptsADeviceNamedTwice() throws IOException {
    List<Reading<Region>> readings = regions.readAll(List.of("dax0.0", "dax0.0"));

    assertThat(readings.get(0).get().device()).isEqualTo("dax0.0");
    assertThat(readings.get(1).get().device()).isEqualTo("dax0.0");
  }

  @Test
  void theFirstReadMayTakeLonger() throws IOException {
    Duration patience = Duration.ofMillis(500);
    Regions atBoot = new Regions(sysfs, Optional.empty(), patience);
    sysfs.hang(DEVICES + "dax1.0" + FAILED);
    CompletableFuture.delayedExecutor(3 * patience.toMillis(), TimeUnit.MILLISECONDS)
        .execute(sysfs::release);

    assertThat(atBoot.read("dax1.0").state()).isEqualTo(RegionState.OFFLINE);
  }

  @Test
  void aHangingWatchFailsAndLeavesNoWatch() throws IOException {
    sysfs.hang(DEVICES + "dax1.0/hotplug");
    List<String> told = new ArrayList<>();
    assertHangs(() -> regions.watch("dax1.0", () -> told.add("late")));

    sysfs.release();
    await().untilAsserted(() -> regions.read("dax1.0"));
    regions.change("dax1.0", Transition.ONLINE);

    assertThat(told).isEmpty();
  }

  @Test
  void aHangingDeviceListFails() {
    sysfs.hang("bus/dax/devices");

    assertHangs(regions::devices);
    assertHangs(regions::kmemDevices);
    assertHangs(regions::hasBus);
  }

  @Test
  void aHangingDriverHidesOnlyItsDevice() throws IOException {
    sysfs.hang(DEVICES + "dax1.0/driver");

    for (int i = 0; i < 3; i++) {
      assertThat(regions.kmemDevices()).containsExactly("dax0.0", "dax2.0", "dax3.0");
      assertThat(regions.devices()).contains("dax1.0");
    }
    assertThat(sysfs.waiting()).isEqualTo(1);
    sysfs.release();

    await().untilAsserted(() -> assertThat(regions.kmemDevices()).contains("dax1.0"));
  }

  @Test
  void theFirstLookAtADriverMayTakeLonger() throws IOException {
    Duration patience = Duration.ofMillis(500);
    Regions atBoot = new Regions(sysfs, Optional.empty(), patience);
    sysfs.hang(DEVICES + "dax1.0/driver");
    CompletableFuture.delayedExecutor(3 * patience.toMillis(), TimeUnit.MILLISECONDS)
        .execute(sysfs::release);

    assertThat(atBoot.kmemDevices()).contains("dax1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dax1.0", "dax1.0/driver"})
  void aChangeThatCannotBeLookedUpStopsOnlyItsDevice(String hanging) throws IOException {
    regions.kmemDevices();
    sysfs.hang(DEVICES + hanging);

    assertHangs(() -> regions.change("dax1.0", Transition.ONLINE));

    regions.change("dax0.0", Transition.ONLINE);
    assertThat(regions.read("dax0.0").state()).isEqualTo(RegionState.ONLINE);
    assertThat(regions.devices()).contains("dax0.0", "dax1.0");
    assertThat(regions.hasBus()).isTrue();
    assertThat(regions.kmemDevices()).contains("dax0.0");
  }

  @Test
  void anInterruptEndsTheWait() throws IOException {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> regions.read("dax0.0")).isInstanceOf(ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(regions.read("dax0.0").device()).isEqualTo("dax0.0");
  }

  private static void assertHangs(ThrowingCallable question) {
    assertThatThrownBy(question)
        .isInstanceOf(IOException.class)
        .hasMessage("reading its files hangs");
  }
}
