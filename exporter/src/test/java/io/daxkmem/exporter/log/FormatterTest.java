package io.daxkmem.exporter.log;

import static io.daxkmem.log.Field.field;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.daxkmem.log.Field;
import io.daxkmem.log.FieldsRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatterTest {
  private static final String VISIBLE = "[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]*";
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void logfmtQuotesOnlyWhatNeedsIt() {
    LogRecord record =
        record(
            Level.INFO, "started", field("port", 10140), field("path", "a b"), field("empty", ""));

    assertThat(new LogfmtFormatter().format(record))
        .isEqualTo(
            "time=2026-11-24T12:00:00.000Z level=info msg=started port=10140 path=\"a b\""
                + " empty=\"\"\n");
  }

  @Test
  void jsonKeepsNumbersAndBooleans() {
    LogRecord record =
        record(
            Level.WARNING,
            "it \"broke\"",
            field("port", 10140),
            field("up", false),
            field("seconds", 0.5),
            field("x", "1"));

    assertThat(new JsonFormatter().format(record))
        .isEqualTo(
            "{\"time\":\"2026-11-24T12:00:00.000Z\",\"level\":\"warn\",\"msg\":\"it \\\"broke\\\"\","
                + "\"port\":10140,\"up\":false,\"seconds\":0.5,\"x\":\"1\"}\n");
  }

  @ParameterizedTest
  @CsvSource({"FINE, debug", "INFO, info", "WARNING, warn", "SEVERE, error"})
  void levelsAreThoseOfTheFlag(String level, String text) {
    assertThat(new LogfmtFormatter().format(record(Level.parse(level), "x")))
        .contains(" level=" + text + " ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u034f", "\u115f", "\u17b4", "\u180b", "\u2800", "\u3164", "\ufe0f", "\uffa0"})
  void whatNobodySeesIsEscaped(String invisible) {
    LogRecord record = record(Level.INFO, "x", field("user", "a" + invisible + "b"));
    String escaped = "a\\u%04xb".formatted((int) invisible.charAt(0));

    assertThat(new LogfmtFormatter().format(record)).contains("user=\"" + escaped + "\"");
    assertThat(new JsonFormatter().format(record)).contains(escaped);
  }

  @Test
  void nobodyCanForgeALine() {
    LogRecord record =
        record(Level.INFO, "x", field("user", "a\nlevel=info msg=\u2028\u0007\r\t\\"));

    assertThat(new LogfmtFormatter().format(record))
        .endsWith("user=\"a\\nlevel=info msg=\\u2028\\u0007\\r\\t\\\\\"\n")
        .containsOnlyOnce("\n");
    assertThat(new JsonFormatter().format(record))
        .endsWith("\"user\":\"a\\nlevel=info msg=\\u2028\\u0007\\r\\t\\\\\"}\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x1b, 0x7f, 0x9b, 0xad, 0x202e, 0x2066, 0xd800, 0xe000, 0xfeff})
  void whatATerminalObeysOrHidesIsEscaped(int codeUnit) {
    String text = "a" + (char) codeUnit + "b";

    assertThat(new LogfmtFormatter().format(record(Level.INFO, text, field("user", text))))
        .endsWith(" msg=\"a\\u%04xb\" user=\"a\\u%04xb\"\n".formatted(codeUnit, codeUnit));
    assertThat(new JsonFormatter().format(record(Level.INFO, text)))
        .endsWith(",\"msg\":\"a\\u%04xb\"}\n".formatted(codeUnit));
  }

  /** Control and format characters, line separators, lone surrogates, and what nobody can see. */
  @Test
  void noCharacterOfUnicodeIsHiddenInALine() throws IOException {
    for (int first = 0; first <= Character.MAX_CODE_POINT; first += 0x100) {
      String text =
          IntStream.range(first, first + 0x100)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      LogRecord record = record(Level.INFO, text, field("user", text));
      String json = new JsonFormatter().format(record);

      assertThat(new LogfmtFormatter().format(record)).matches(VISIBLE + "\n");
      assertThat(json).matches(VISIBLE + "\n");
      assertThat(new ObjectMapper().readTree(json).get("user").textValue()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0.5})
  void anyNumberIsJson(double number) throws IOException {
    String json = new JsonFormatter().format(record(Level.INFO, "x", field("seconds", number)));

    assertThat(
            new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(json)
                .get("seconds")
                .asText())
        .isEqualTo(Double.toString(number));
  }

  @Test
  void placeholdersOfOthersAreFilled() {
    LogRecord record = new LogRecord(Level.INFO, "{0} of {1}");
    record.setParameters(new Object[] {1, 2});

    assertThat(new LogfmtFormatter().format(record)).contains("msg=\"1 of 2\"\n");
  }

  @Test
  void formattersOfOthersPrintTheFieldsToo() {
    LogRecord record =
        record(Level.INFO, "it''s {0}", field("device", "dax0.0"), field("error", "a\n{0} 'b'"));

    assertThat(new SimpleFormatter().formatMessage(record))
        .isEqualTo("it''s {0} device=dax0.0 error=\"a\\n{0} 'b'\"");
  }

  @Test
  void anExceptionIsOneField() {
    LogRecord record = record(Level.SEVERE, "x");
    record.setThrown(new IllegalStateException("why"));

    assertThat(new LogfmtFormatter().format(record))
        .contains(" stack=\"java.lang.IllegalStateException: why\\n\\tat ")
        .containsOnlyOnce("\n");
  }

  private static LogRecord record(Level level, String message, Field... fields) {
    LogRecord record = new FieldsRecord(level, message, List.of(fields));
    record.setInstant(NOON);
    return record;
  }
}
