package io.daxkmem.mbeans.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.daxkmem.disk.SmallDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AuditFileTest {
  private final Logger logger = Logger.getLogger(AuditFile.class.getName());
  private final List<String> log = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          log.add(record.getLevel() + " " + record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void setUp() {
    logger.addHandler(handler);
    file = folder.resolve("audit");
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
  }

  @Test
  void theFileIsAppendedToAndPrivate() throws IOException {
    new AuditFile(file).append("one");
    new AuditFile(file).append("two");

    assertThat(file).hasContent("one\ntwo\n");
    assertThat(rights()).isEqualTo("rw-------");
    assertThat(log).isEmpty();
  }

  @Test
  void afterAMoveTheFileIsCreatedAgainAndPrivate() throws IOException {
    AuditFile audit = new AuditFile(file);
    audit.append("one");
    Files.move(file, folder.resolve("audit.1"));

    audit.append("two");

    assertThat(file).hasContent("two\n");
    assertThat(rights()).isEqualTo("rw-------");
  }

  @Test
  void noLineIsLostWhileTheFileIsMovedAway() throws Exception {
    AuditFile audit = new AuditFile(file);
    ExecutorService logrotate = Executors.newSingleThreadExecutor();
    Future<?> moving =
        logrotate.submit(
            () -> {
              for (int i = 0; i < 300; ) {
                i += moveIfNotEmpty(folder.resolve("audit." + i)) ? 1 : 0;
              }
              return null;
            });
    List<String> lines = new ArrayList<>();
    while (!moving.isDone()) {
      String line = "line " + lines.size();
      audit.append(line);
      lines.add(line);
    }
    logrotate.shutdown();
    moving.get();

    assertThat(linesOfAllFiles()).containsExactlyInAnyOrderElementsOf(lines);
    assertThat(folder).isDirectoryContaining("glob:**audit.*");
  }

  @Test
  void aLineAfterOneThatWasCutOffStartsOnANewLine() throws IOException {
    new AuditFile(file).append("one");
    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
      cut.setLength(2);
    }

    AuditFile audit = new AuditFile(file);
    audit.append("two");
    audit.append("three");

    assertThat(file).hasContent("on\ntwo\nthree\n");
  }

  @Test
  void aFullDiskCutsOneLineOffAndSpoilsNoOther() throws Exception {
    Optional<SmallDisk> mounted = SmallDisk.mount(folder, 16);
    assumeThat(mounted).as("the right to mount a disk").isPresent();
    try (SmallDisk disk = mounted.orElseThrow()) {
      AuditFile audit = new AuditFile(file);
      audit.append("line 0");
      disk.fill();
      List<String> written = new ArrayList<>(List.of("line 0"));
      assertThatThrownBy(
              () -> {
                while (true) {
                  String line = "line " + written.size() + "x".repeat(100);
                  audit.append(line);
                  written.add(line);
                }
              })
          .hasMessage("No space left on device");
      assertThat(Files.readString(file)).as("the start of a line").doesNotEndWith("\n");
      disk.makeRoom();

      audit.append("the next");
      audit.append("and another");

      List<String> lines = Files.readAllLines(file);
      assertThat(lines).startsWith(written.toArray(String[]::new));
      assertThat(lines).endsWith("the next", "and another").hasSize(written.size() + 3);
    }
  }

  @Test
  void anInterruptedThreadStillWrites() throws IOException {
    AuditFile audit = new AuditFile(file);
    Thread.currentThread().interrupt();

    audit.append("one");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(file).hasContent("one\n");
  }

  @Test
  void aFolderThatIsNotThereFailsAtTheStart() {
    assertThatThrownBy(() -> new AuditFile(folder.resolve("none/audit")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aFolderIsRefused() throws IOException {
    Files.createDirectory(file);

    assertRefused("it is not a regular file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/null", "/dev/full", "/dev/zero"})
  void aDeviceIsRefused(String device) {
    assertThatThrownBy(() -> new AuditFile(Path.of(device)))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(device + ": it is not a regular file");
  }

  @Test
  void aPipeIsRefusedAndNotWaitedFor() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", file.toString()).inheritIO().start().waitFor())
        .isZero();

    assertRefused("it is not a regular file");
  }

  @Test
  void aLinkIsRefusedAndItsTargetKept() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "mine");
    Files.createSymbolicLink(file, target);

    assertRefused("it is a symbolic link");
    assertThat(target).hasContent("mine");
  }

  @Test
  void aLinkToNothingIsRefusedAndCreatesNothing() throws IOException {
    Files.createSymbolicLink(file, folder.resolve("target"));

    assertRefused("it is a symbolic link");
    assertThat(folder.resolve("target")).doesNotExist();
  }

  @Test
  void aLinkInThePlaceOfTheFileIsNotFollowedLater() throws IOException {
    AuditFile audit = new AuditFile(file);
    Path target = Files.writeString(folder.resolve("target"), "mine");
    Files.delete(file);
    Files.createSymbolicLink(file, target);

    assertThatThrownBy(() -> audit.append("one")).hasMessageContaining("it is a symbolic link");
    assertThat(target).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw----", "rw-----w-", "rw-rw-rw-"})
  void aFileThatOthersCanChangeIsRefused(String rights) throws IOException {
    create(rights);

    assertRefused("others than its owner can change it: chmod go-w " + file);
    assertThat(rights()).isEqualTo(rights);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw----r--", "rw-r--r--"})
  void aFileThatEverybodyCanReadIsWrittenWithAWarning(String rights) throws IOException {
    create(rights);

    new AuditFile(file).append("one");

    assertThat(file).hasContent("one\n");
    assertThat(rights()).isEqualTo(rights);
    assertThat(log)
        .containsExactly(
            "WARNING everybody can read the audit file: chmod o-rwx " + file + " file=" + file);
  }

  @Test
  void aFileThatItsGroupCanReadIsWrittenWithoutAWarning() throws IOException {
    create("rw-r-----");

    new AuditFile(file).append("one");

    assertThat(file).hasContent("one\n");
    assertThat(log).isEmpty();
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> new AuditFile(file))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(file + ": " + reason);
  }

  private void create(String rights) throws IOException {
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }

  private String rights() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  /** As logrotate's {@code notifempty} does. */
  private boolean moveIfNotEmpty(Path target) throws IOException {
    try {
      if (Files.size(file) == 0) {
        return false;
      }
      Files.move(file, target);
      return true;
    } catch (NoSuchFileException e) {
      return false; // not created again yet
    }
  }

  private List<String> linesOfAllFiles() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        lines.addAll(Files.readAllLines(each));
      }
    }
    return lines;
  }
}
