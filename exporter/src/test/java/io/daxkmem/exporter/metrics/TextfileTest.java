package io.daxkmem.exporter.metrics;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.daxkmem.disk.SmallDisk;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A textfile in a folder where others may put what they like. */
@Timeout(60)
class TextfileTest {
  private static final String SECRET = "not for others\n";

  @TempDir Path parent;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Gauge gauge = Gauge.builder().name("many").labelNames("number").register(registry);
  private Path folder;
  private Path file;
  private Path victim;
  private Textfile textfile;

  @BeforeEach
  void setUp() throws IOException {
    folder = Files.createDirectory(parent.resolve("textfiles"));
    file = folder.resolve("dax.prom");
    victim = Files.writeString(parent.resolve("victim"), SECRET);
    Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-------"));
    textfile = new Textfile(file, registry);
    for (int i = 0; i < 1000; i++) {
      gauge.labelValues(Integer.toString(i)).set(i);
    }
  }

  @Test
  void aLinkIsReplacedAndNotFollowed() throws IOException {
    Files.createSymbolicLink(file, victim);

    textfile.write();

    assertWritten();
    assertVictimUntouched();
  }

  @Test
  void aLinkToNothingIsReplacedAndCreatesNothing() throws IOException {
    Path nothing = parent.resolve("nothing");
    Files.createSymbolicLink(file, nothing);

    textfile.write();

    assertWritten();
    assertThat(nothing).doesNotExist();
  }

  @Test
  void aSecondNameOfAFileIsReplacedAndTheFileKept() throws IOException {
    Files.createLink(file, victim);

    textfile.write();

    assertWritten();
    assertVictimUntouched();
  }

  @Test
  void aPipeIsReplacedAndNotWaitedFor() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", file.toString()).inheritIO().start().waitFor())
        .isZero();

    textfile.write();

    assertWritten();
  }

  @Test
  void aFolderStaysAndTheWriteFailsAndLeavesNothing() throws IOException {
    Path inside = Files.writeString(Files.createDirectory(file).resolve("inside"), SECRET);

    assertThatThrownBy(textfile::write).isInstanceOf(FileSystemException.class);

    assertThat(inside).hasContent(SECRET);
    assertThat(names()).containsExactly("dax.prom");
  }

  @Test
  void onAFullDiskTheOldFileStaysUntilThereIsRoom() throws IOException {
    Optional<SmallDisk> mounted = SmallDisk.mount(folder, 64);
    assumeThat(mounted).as("the right to mount a disk").isPresent();
    try (SmallDisk disk = mounted.orElseThrow()) {
      textfile.write();
      String before = Files.readString(file);
      gauge.labelValues("0").set(7);
      disk.fill();

      assertThatThrownBy(textfile::write).hasMessage("No space left on device");

      assertThat(file).hasContent(before);
      assertThat(names()).containsExactly("dax.prom", "filling");
      disk.makeRoom();

      textfile.write();

      assertThat(file).content().contains("many{number=\"0\"} 7.0\n");
    }
  }

  @Test
  void otherFilesStayAsTheyAre() throws IOException {
    Path other = Files.writeString(folder.resolve("other.prom"), SECRET);
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r-----"));
    FileTime modified = Files.getLastModifiedTime(other);
    Files.createSymbolicLink(folder.resolve("link"), victim);

    textfile.write();

    assertThat(names()).containsExactly("dax.prom", "link", "other.prom");
    assertThat(other).hasContent(SECRET);
    assertThat(rights(other)).isEqualTo("rw-r-----");
    assertThat(Files.getLastModifiedTime(other)).isEqualTo(modified);
    assertVictimUntouched();
  }

  @Test
  void theOwnerOfTheFolderCannotDirectTheWriterToAnotherFile() throws Exception {
    Swapper swapper = new Swapper(folder, victim);
    swapper.start();
    try {
      await()
          .atMost(Duration.ofSeconds(50))
          .pollInterval(Duration.ofNanos(1))
          .until(
              () -> {
                writeUnlessItIsTakenAway();
                assertVictimUntouched();
                return swapper.swapped() >= 100;
              });
    } finally {
      swapper.end();
    }
    assertVictimUntouched();
    textfile.write();
    assertWritten();
  }

  @Test
  void whatKilledProgramsLeftIsDeletedAndNothingElse() throws IOException {
    Path left = old(Files.createFile(temporary(UUID.randomUUID().toString())));
    Path leftByAnOlderVersion = old(Files.createFile(temporary("1234567890")));
    Path beingWritten = Files.createFile(temporary(UUID.randomUUID().toString()));
    Path another = old(Files.createFile(folder.resolve("another.prom." + UUID.randomUUID())));
    Path somebodys = old(Files.createFile(temporary("copy of mine")));
    Path folderNamedLikeOne = old(Files.createDirectory(temporary(UUID.randomUUID().toString())));
    Path linkNamedLikeOne =
        Files.createSymbolicLink(temporary(UUID.randomUUID().toString()), old(victim));

    textfile.write();

    assertThat(List.of(left, leftByAnOlderVersion)).allSatisfy(gone -> assertGone(gone));
    assertThat(List.of(beingWritten, another, somebodys, folderNamedLikeOne))
        .allSatisfy(stays -> assertThat(stays).exists());
    assertThat(Files.isSymbolicLink(linkNamedLikeOne)).isTrue();
    assertVictimUntouched();
    assertWritten();
  }

  private void writeUnlessItIsTakenAway() throws IOException {
    try {
      textfile.write();
    } catch (NoSuchFileException e) {
      // the owner of a folder can always do that
    }
  }

  private Path temporary(String random) {
    return folder.resolve("dax.prom." + random + ".tmp");
  }

  private static Path old(Path file) throws IOException {
    return Files.setLastModifiedTime(
        file, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
  }

  private static void assertGone(Path file) {
    assertThat(Files.exists(file, NOFOLLOW_LINKS)).isFalse();
  }

  private void assertWritten() throws IOException {
    assertThat(Files.isRegularFile(file, NOFOLLOW_LINKS)).isTrue();
    assertThat(file).content().contains("many{number=\"999\"} 999.0\n");
    assertThat(rights(file)).isEqualTo("rw-r--r--");
  }

  private void assertVictimUntouched() throws IOException {
    assertThat(victim).hasContent(SECRET);
    assertThat(rights(victim)).isEqualTo("rw-------");
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file, NOFOLLOW_LINKS));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(name -> name.getFileName().toString()).sorted().toList();
    }
  }
}
