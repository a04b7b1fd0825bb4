package io.daxkmem.mbeans.operation;

import io.daxkmem.log.Quoted;
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
    return Quoted.of(name) + ":" + Quoted.of(text);
  }
}
