package io.daxkmem.mbeans.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Audit lines, and those that are kept. */
class AuditTest {
  @Test
  void aLineTellsWhoDidWhatWhenAndHowItEnded() {
    assertThat(AuditLine.of(operation("operator", "It is offline now.")))
        .isEqualTo(
            "{\"time\":\"2026-11-24T03:00:00.500Z\",\"user\":\"operator\","
                + "\"client\":\"127.0.0.1:40312\",\"device\":\"dax0.0\",\"from\":\"online_movable\","
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
  void refusedOperationsPushNoOthersOut() {
    List<String> log = new ArrayList<>();
    Audit audit = new Audit(log::add);
    for (int i = 0; i < 50; i++) {
      audit.ended(operation("operator" + i, "x"));
    }
    for (int i = 0; i < 600; i++) {
      audit.ended(operation("viewer" + i, "x", Outcome.REFUSED));
    }
    audit.ended(operation("operator", "x"));

    List<String> kept = new ArrayList<>(log.subList(0, 50));
    kept.addAll(log.subList(550, 651));
    assertThat(audit.last()).containsExactlyElementsOf(kept);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REFUSED")
  void operationsThatWereTriedPushNoRefusedOneOut(Outcome tried) {
    Audit audit = new Audit();
    audit.ended(operation("viewer", "x", Outcome.REFUSED));
    for (int i = 0; i < 102; i++) {
      audit.ended(operation("operator", "x", tried));
    }

    assertThat(List.of(audit.last())).hasSize(101).first().asString().contains("viewer");
  }

  private static EndedOperation operation(String user, String message) {
    return operation(user, message, Outcome.TIMED_OUT);
  }

  private static EndedOperation operation(String user, String message, Outcome outcome) {
    return new EndedOperation(
        "dax0.0",
        RegionState.ONLINE_MOVABLE,
        Transition.UNPLUG,
        new Requester(user, "127.0.0.1:40312"),
        Instant.parse("2026-11-24T03:00:00.500Z"),
        Duration.ofMillis(1250),
        outcome,
        message);
  }
}
