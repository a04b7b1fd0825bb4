package io.daxkmem.mbeans.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private SettledRegions settled(String boot) throws IOException {
    return new SettledRegions(new SettledFile(file, boot));
  }
}
