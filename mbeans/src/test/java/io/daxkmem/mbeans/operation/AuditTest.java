package io.daxkmem.mbeans.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audit lines and the audit file. */
class AuditTest {
  @TempDir Path folder;

  @Test
  void aLineTellsWhoDidWhatWhenAndHowItEnded() {
    assertThat(AuditLine.of(operation("operator", "It is offline now.")))
        .isEqualTo(
            "{\"time\":\"2026-11-24T03:00:00.500Z\",\"user\":\"operator\","
                + "\"client\":\"127.0.0.1:40312\",\"region\":\"dax0.0\",\"from\":\"online_movable\","
                + "\"to\":\"unplugged\",\"outcome\":\"timed_out\",\"seconds\":1.250000,"
                + "\"message\":\"It is offline now.\"}");
  }

  @Test
  void controlCharactersInAUserNameAreEscaped() {
    String line = AuditLine.of(operation("a\"b\\c\nd\u0000é\u2028", "x"));

    assertThat(line).contains("\"user\":\"a\\\"b\\\\c\\nd\\u0000é\\u2028\"");
    assertThat(line.lines()).hasSize(1);
  }

  @Test
  void theLastHundredLinesAreKept() {
    List<String> log = new ArrayList<>();
    Audit audit = new Audit(log::add);
    for (int i = 0; i < 102; i++) {
      audit.ended(operation("user" + i, "x"));
    }

    assertThat(log).hasSize(102);
    assertThat(audit.last()).containsExactlyElementsOf(log.subList(2, 102));
  }

  @Test
  void theFileIsAppendedToAndPrivate() throws IOException {
    Path file = folder.resolve("audit");
    new AuditFile(file).accept("one");
    new AuditFile(file).accept("two");

    assertThat(file).hasContent("one\ntwo\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void theFileIsCreatedAgainAfterAMove() throws IOException {
    Path file = folder.resolve("audit");
    AuditFile audit = new AuditFile(file);
    audit.accept("one");
    Files.move(file, folder.resolve("audit.1"));

    audit.accept("two");

    assertThat(file).hasContent("two\n");
  }

  @Test
  void anInterruptedThreadStillWrites() throws IOException {
    AuditFile audit = new AuditFile(folder.resolve("audit"));
    Thread.currentThread().interrupt();

    audit.accept("one");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(folder.resolve("audit")).hasContent("one\n");
  }

  @Test
  void anUnwritableFileFailsAtStart() {
    assertThatThrownBy(() -> new AuditFile(folder.resolve("none/audit")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> new AuditFile(folder)).isInstanceOf(IOException.class);
  }

  private static EndedOperation operation(String user, String message) {
    return new EndedOperation(
        "dax0.0",
        RegionState.ONLINE_MOVABLE,
        Transition.UNPLUG,
        new Requester(user, "127.0.0.1:40312"),
        Instant.parse("2026-11-24T03:00:00.500Z"),
        Duration.ofMillis(1250),
        Outcome.TIMED_OUT,
        message);
  }
}
