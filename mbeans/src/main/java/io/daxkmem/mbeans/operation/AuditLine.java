package io.daxkmem.mbeans.operation;

import io.daxkmem.log.Quoted;
import io.daxkmem.region.Transition;
import java.time.Instant;
import java.util.Locale;
import java.util.StringJoiner;

/** An operation as one line of JSON. */
final class AuditLine {
  private AuditLine() {}

  /** Without a state that it came from, a duration and a message, which are not known yet. */
  static String of(BegunOperation operation) {
    return who(operation.started(), operation.requester(), operation.device())
        .add(to(operation.to()))
        .add(member("outcome", Operation.RUNNING))
        .toString();
  }

  static String of(EndedOperation operation) {
    return who(operation.started(), operation.requester(), operation.device())
        .add(member("from", operation.from().text()))
        .add(to(operation.to()))
        .add(member("outcome", operation.outcome().text()))
        .add(String.format(Locale.ROOT, "\"seconds\":%.6f", operation.duration().toNanos() / 1e9))
        .add(member("message", operation.message()))
        .toString();
  }

  /** Without a client and a device, because they may have been many. */
  static String of(MoreRefused more, Instant now) {
    return new StringJoiner(",", "{", "}")
        .add(member("time", now.toString()))
        .add(member("user", more.user()))
        .add(member("outcome", Outcome.REFUSED.text()))
        .add(Quoted.of("operations") + ":" + more.number())
        .add(member("message", more.message()))
        .toString();
  }

  private static StringJoiner who(Instant started, Requester requester, String device) {
    return new StringJoiner(",", "{", "}")
        .add(member("time", started.toString()))
        .add(member("user", requester.user()))
        .add(member("client", requester.client()))
        .add(member("device", device));
  }

  private static String to(Transition to) {
    return member("to", to.target().text());
  }

  private static String member(String name, String text) {
    return Quoted.of(name) + ":" + Quoted.of(text);
  }
}
