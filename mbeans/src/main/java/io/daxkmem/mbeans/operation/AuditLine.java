package io.daxkmem.mbeans.operation;

import java.util.Locale;
import java.util.StringJoiner;

/** An operation as one line of JSON. */
final class AuditLine {
  private AuditLine() {}

  static String of(EndedOperation operation) {
    return new StringJoiner(",", "{", "}")
        .add(member("time", operation.started().toString()))
        .add(member("user", operation.requester().user()))
        .add(member("client", operation.requester().client()))
        .add(member("region", operation.device()))
        .add(member("from", operation.from().text()))
        .add(member("to", operation.to().target().text()))
        .add(member("outcome", operation.outcome().text()))
        .add(String.format(Locale.ROOT, "\"seconds\":%.6f", operation.duration().toNanos() / 1e9))
        .add(member("message", operation.message()))
        .toString();
  }

  private static String member(String name, String text) {
    StringBuilder member = new StringBuilder().append('"').append(name).append("\":\"");
    text.chars().forEach(c -> append(member, (char) c));
    return member.append('"').toString();
  }

  /** Escapes whatever could end the text, the line, or an encoding. */
  private static void append(StringBuilder text, char c) {
    if (c == '"' || c == '\\') {
      text.append('\\').append(c);
    } else if (c >= ' ' && c <= '~') {
      text.append(c);
    } else {
      text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
  }
}
