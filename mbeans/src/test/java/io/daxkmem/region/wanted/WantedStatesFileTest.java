package io.daxkmem.region.wanted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daxkmem.region.Region;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Transition;
import io.daxkmem.region.simulated.SimulatedSysfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WantedStatesFileTest {
  private final SimulatedSysfs sysfs = new SimulatedSysfs(2);
  private final Regions regions = new Regions(sysfs);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("regions.conf");
  }

  @Test
  void linesHaveARegionAndAState() throws IOException {
    WantedStates wanted =
        read(
            """
            # region                 state

            dax0.0                   online_movable   # in the first slot
            \tnode=02\tonline
            path=/platform/hmem.3    unplugged
            """);

    assertThat(wanted.lines())
        .containsExactly(
            new WantedRegion(
                new RegionSelector(RegionSelector.By.DEVICE, "dax0.0"),
                Transition.ONLINE_MOVABLE,
                3),
            new WantedRegion(new RegionSelector(RegionSelector.By.NODE, "2"), Transition.ONLINE, 4),
            new WantedRegion(
                new RegionSelector(RegionSelector.By.PATH, "/platform/hmem.3"),
                Transition.UNPLUG,
                5));
    assertThat(wanted.lines())
        .extracting(WantedRegion::text)
        .containsExactly(
            "dax0.0 online_movable", "node=2 online", "path=/platform/hmem.3 unplugged");
  }

  @ParameterizedTest
  @CsvSource({
    "dax1.0 offline, offline",
    "node=1 online, online",
    "path=/platform/hmem.1 online_kernel, online_kernel",
    "dax0.0 online,",
    "node=2 online,",
    "path=/platform/hmem.10 online,",
    "path=/platform online,",
  })
  void aRegionIsSelectedByDeviceNodeOrPath(String line, String state) throws IOException {
    assertThat(wantedOf("dax1.0", line)).isEqualTo(Optional.ofNullable(state));
  }

  @Test
  void theFirstLineThatSelectsARegionCounts() throws IOException {
    String lines = "dax1.0 unplugged\nnode=1 online_movable\ndax0.0 offline";

    assertThat(wantedOf("dax0.0", lines)).contains("online_movable");
    assertThat(wantedOf("dax1.0", lines)).contains("unplugged");
  }

  @Test
  void aDeviceOfAnotherDriverIsNoWantedRegion() throws IOException {
    String device = sysfs.addDevice("device_dax");

    WantedStates wanted = read(device + " online\ndax0.0 online");

    assertThat(wanted.of(regions.read(device))).isEmpty();
    assertThat(wanted.missing(regions.readAll(List.of(device, "dax0.0"))))
        .extracting(WantedRegion::text)
        .containsExactly(device + " online");
  }

  @ParameterizedTest
  @CsvSource({
    "online, online, true",
    "online, online_kernel, true",
    "online, online_movable, true",
    "online, offline, false",
    "online, inconsistent, false",
    "online_movable, online_movable, true",
    "online_movable, online, false",
    "online_kernel, online, false",
    "unplugged, unplugged, true",
    "unplugged, offline, false",
    "offline, unplugged, false",
  })
  void onlineIsMetInAllZones(String wanted, String state, boolean met) throws IOException {
    WantedRegion line = read("dax0.0 " + wanted).lines().get(0);

    assertThat(line.isMetBy(RegionState.of(state))).isEqualTo(met);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "dax0.0 | 'dax0.0' is not a region and a state: write them as in dax0.0 online_movable",
        "dax0.0 online movable | 'dax0.0 online movable' is not a region and a state: write them",
        "dax0.0=online | 'dax0.0=online' is not a region and a state: write them as in dax0.0",
        "dax0.0 movable | 'movable' is not a state that a region can be brought to: write online,",
        "dax0.0 inconsistent | 'inconsistent' is not a state that a region can be brought to",
        "dax0 online | 'dax0' is not a region: write a device (dax0.0), a node (node=1) or the path",
        "target_node=1 online | 'target_node=1' is not a region: write a device",
        "node=one online | 'one' is not a node: write its number, as in node=1",
        "node=-1 online | '-1' is not a node: write its number",
        "path=hmem.0 online | 'hmem.0' is not a path of a region: write it as daxctl list -R shows it",
        "path=/platform/ online | '/platform/' is not a path of a region",
        "path=/sys/devices/platform/hmem.0 online | begins with /sys: write the part below /sys/devices",
        "dax1.0 online | 'dax1.0' is in line 1 already: remove one of them",
        "\"\u001b[2J online\" | '\\u001b[2J' is not a region",
      })
  void aWrongLineIsRefused(String line, String message) {
    assertThatThrownBy(() -> read("dax1.0 online\n# nothing\n" + line + "\ndax2.0 online"))
        .isInstanceOf(WantedStatesException.class)
        .hasMessageStartingWith(file + ":3: ")
        .hasMessageContaining(message);
  }

  @Test
  void theSameNodeWrittenOtherwiseIsInTheFileAlready() {
    assertThatThrownBy(() -> read("node=1 online\nnode=01 online"))
        .hasMessageEndingWith(":2: 'node=01' is in line 1 already: remove one of them");
  }

  @Test
  void whatIsNoFileOfWantedStatesIsRefused() throws Exception {
    assertThatThrownBy(() -> WantedStatesFile.read(file)).isInstanceOf(NoSuchFileException.class);
    Files.write(file, new byte[] {'d', (byte) 0xff});
    assertThatThrownBy(() -> WantedStatesFile.read(file)).hasMessageContaining("not text in UTF-8");
    Files.write(file, new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> WantedStatesFile.read(file)).hasMessageContaining("more than 1024 KiB");
    assertThatThrownBy(() -> WantedStatesFile.read(folder)).hasMessageContaining("directory");
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> WantedStatesFile.read(pipe)).hasMessageContaining("regular file");
  }

  private Optional<String> wantedOf(String device, String lines) throws IOException {
    Region region = regions.read(device);
    return read(lines).of(region).map(one -> one.state().text());
  }

  private WantedStates read(String lines) throws IOException {
    return WantedStatesFile.read(Files.writeString(file, lines));
  }
}
