package io.daxkmem.exporter.wanted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.daxkmem.exporter.LogRecorder;
import io.daxkmem.exporter.reload.ConfigFiles;
import io.daxkmem.region.wanted.WantedRegion;
import io.daxkmem.region.wanted.WantedStates;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionsFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("regions.conf");
  }

  @Test
  void withoutAFileNothingIsWanted() throws IOException {
    assertThat(RegionsFile.of(Optional.empty(), false, new ConfigFiles()).get())
        .isEqualTo(WantedStates.none());
  }

  @Test
  void aFileThatCannotBeUsedIsRefusedAtTheStart() throws IOException {
    Files.writeString(file, "dax0.0 movable");

    assertThatThrownBy(() -> new RegionsFile(file, false))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ":1: 'movable' is not a state");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-"})
  void whoCouldChangeMemoryWithItMustNotBeAbleToChangeIt(String permissions) throws IOException {
    Files.writeString(file, "dax0.0 online");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertThat(new RegionsFile(file, false).get().lines()).hasSize(1);
    assertThatThrownBy(() -> new RegionsFile(file, true))
        .isInstanceOf(FileSystemException.class)
        .hasMessageEndingWith("chmod go-w " + file);
  }

  @ParameterizedTest
  @CsvSource({"rwxrwxr-x, false", "rwxr-xrwx, false", "rwxrwxrwx, true"})
  void norToPutAnotherInItsPlace(String permissions, boolean sticky) throws Exception {
    Files.writeString(file, "dax0.0 online");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    if (sticky) {
      String[] chmod = {"chmod", "+t", folder.toString()};
      assertThat(new ProcessBuilder(chmod).start().waitFor()).isZero();
      assertThat(new RegionsFile(file, true).get().lines()).hasSize(1);
    } else {
      assertThatThrownBy(() -> new RegionsFile(file, true))
          .isInstanceOf(FileSystemException.class)
          .hasMessageEndingWith("chmod go-w " + folder);
    }
  }

  @Test
  void aFileOfAnotherUserCannotChangeMemory() throws IOException {
    assumeThat(System.getProperty("user.name")).as("only root may give it away").isEqualTo("root");
    Files.writeString(file, "dax0.0 online");
    Files.setAttribute(file, "unix:uid", 12345);

    assertThatThrownBy(() -> new RegionsFile(file, true))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("it belongs to user 12345")
        .hasMessageEndingWith("chown root " + file);
  }

  @Test
  void aChangeIsSeenAndAWrongOneIsNotUsed() throws IOException {
    Files.writeString(file, "dax0.0 online");
    RegionsFile wanted = new RegionsFile(file, false);

    Files.writeString(file, "dax0.0 online_movable");
    assertThat(wanted.get().lines())
        .extracting(WantedRegion::text)
        .containsExactly("dax0.0 online_movable");

    try (LogRecorder log = new LogRecorder()) {
      Files.writeString(file, "dax0.0 movable, please");
      assertThat(wanted.isCurrent()).isFalse();
      assertThat(wanted.get().lines()).hasSize(1);
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("the file of wanted states cannot be used", file + ":1: 'dax0.0 movable, ");

      Files.writeString(file, "dax0.0 offline");
      assertThat(wanted.isCurrent()).isTrue();
    }
  }
}
