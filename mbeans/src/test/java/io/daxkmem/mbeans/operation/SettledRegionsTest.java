package io.daxkmem.mbeans.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettledRegionsTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("settled");
  }

  @Test
  void theyAreRememberedUntilTheNextBoot() throws IOException {
    SettledRegions before = settled("one boot");
    before.add("dax0.0");
    before.add("dax1.0");
    before.removeIf("dax1.0"::equals);

    SettledRegions restarted = settled("one boot");

    assertThat(restarted.contains("dax0.0")).isTrue();
    assertThat(restarted.contains("dax1.0")).isFalse();
    assertThat(settled("another boot").contains("dax0.0")).isFalse();
    assertThat(settled("one boot").contains("dax0.0")).as("the other has replaced them").isFalse();
    assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void howARegionWasLeftIsRememberedUntilItIsSettled() throws IOException {
    Set<Untouched> left =
        new Untouched(RegionState.ONLINE, Map.of(Transition.UNPLUG, 2L, Transition.ONLINE, 3L))
            .during(Transition.UNPLUG);
    SettledRegions before = settled("one boot");
    before.leaves("dax0.0", left);
    before.leaves("dax1.0", left);
    before.add("dax1.0");
    before.leaves("dax1.0", left);

    SettledRegions restarted = settled("one boot");

    assertThat(restarted.left("dax0.0")).isEqualTo(left).hasSize(3);
    assertThat(restarted.contains("dax0.0")).isFalse();
    assertThat(restarted.left("dax1.0")).isEmpty();
    assertThat(restarted.contains("dax1.0")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dax0.0 ", "dax0.0 unplugged unplug", "dax0.0 unplugged unplug=x", "dax0.0 a b=1"})
  void aRegionWithALineOfAnotherVersionIsLeftAlone(String line) throws IOException {
    Files.write(file, List.of("one boot", line, "dax0.0 unplugged unplug=1", "../../etc", ""));

    SettledRegions loaded = settled("one boot");

    assertThat(loaded.contains("dax0.0")).isTrue();
    assertThat(file).hasContent("one boot\ndax0.0\n");
  }

  @Test
  void anEmptyFileHasNone() throws IOException {
    Files.createFile(file);

    assertThat(settled("one boot").contains("dax0.0")).isFalse();
  }

  @Test
  void aFolderThatIsNotThereIsKnownAtOnce() {
    assertThatThrownBy(
            () ->
                new SettledRegions(
                    new SettledFile(folder.resolve("nothing").resolve("settled"), "one boot")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void whatCannotBeRememberedIsSaidWithItsReasonAndWithAdvice() throws IOException {
    SettledRegions settled = settled("one boot");
    Files.delete(file);
    Files.createDirectory(file);
    Files.createFile(file.resolve("in it"));

    try (RecordedLog recorded = new RecordedLog(SettledRegions.class)) {
      settled.add("dax0.0");

      assertThat(recorded.records())
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.getLevel()).isEqualTo(Level.SEVERE);
                assertThat(one.getThrown()).isNull();
                assertThat(one.getMessage())
                    .contains("see that the file can be written", file.toString(), "dax0.0");
              });
    }
    assertThat(settled.contains("dax0.0")).isTrue();
  }

  private SettledRegions settled(String boot) throws IOException {
    return new SettledRegions(new SettledFile(file, boot));
  }
}
