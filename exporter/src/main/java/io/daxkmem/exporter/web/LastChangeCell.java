package io.daxkmem.exporter.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A region's last change of state, and when it was. */
final class LastChangeCell {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern(
              "'<span>'uuuu-MM-dd'</span> <span>'HH:mm:ss'</span>'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

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
    return String.format(
        Locale.ROOT,
        "%s &rarr; %s at %s",
        Html.words(change.from()),
        Html.words(change.to()),
        time(change.at()));
  }

  private static String time(Instant at) {
    return String.format(Locale.ROOT, "<time>%s</time>", SECONDS.format(at));
  }
}
