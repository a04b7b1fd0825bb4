package io.daxkmem.exporter.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** When a region changed last, and how. */
final class LastChangeCell {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final LastChanges changes;

  LastChangeCell(LastChanges changes) {
    this.changes = changes;
  }

  String html(String device) {
    return changes
        .of(device)
        .map(LastChangeCell::html)
        .orElseGet(() -> "<span class=\"faint\">none since</span> " + time(changes.since()));
  }

  private static String html(StateChange change) {
    return "%s &rarr; %s, %s"
        .formatted(Html.escape(change.from()), Html.escape(change.to()), time(change.at()));
  }

  private static String time(Instant at) {
    return "<time>%s</time>".formatted(SECONDS.format(at));
  }
}
