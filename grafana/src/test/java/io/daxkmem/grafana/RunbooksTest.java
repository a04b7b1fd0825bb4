package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every alert has a page. */
class RunbooksTest {
  private static final Path FOLDER = Path.of("runbooks");
  private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");

  @Test
  void everyAlertHasAPageAndEveryPageAnAlert() throws IOException {
    assertThat(pages())
        .containsExactlyInAnyOrderElementsOf(
            Rules.alerts().stream().map(RunbooksTest::page).distinct().toList());
  }

  @Test
  void everyAlertNamesItsPage() throws IOException {
    for (Rules.Alert alert : Rules.alerts()) {
      assertThat(alert.annotation("runbook_url"))
          .startsWith("https://")
          .endsWith("/" + page(alert));
    }
  }

  @Test
  void everyPageSaysWhatItMeansWhatToLookAtAndWhatHelps() throws IOException {
    for (Rules.Alert alert : Rules.alerts()) {
      assertThat(Files.readAllLines(FOLDER.resolve(page(alert))))
          .as(page(alert))
          .startsWith("# " + alert)
          .filteredOn(line -> line.startsWith("## "))
          .containsExactly("## What it means", "## What to look at", "## What helps");
    }
  }

  @Test
  void everyPageTellsTheSeverity() throws IOException {
    for (Rules.Alert alert : Rules.alerts()) {
      String page = Files.readString(FOLDER.resolve(page(alert)));
      assertThat(page.lines().skip(2).findFirst().orElseThrow().toLowerCase(Locale.ROOT))
          .as(page(alert))
          .matches("(\\w+: .*)?\\b" + alert.severity() + "(:| for ).*");
    }
  }

  @Test
  void everyLinkOfAPageLeadsToAnother() throws IOException {
    List<String> pages = pages();
    for (String page : pages) {
      assertThat(LINK.matcher(Files.readString(FOLDER.resolve(page))).results())
          .as(page)
          .allMatch(link -> pages.contains(link.group(1)));
    }
  }

  private static String page(Rules.Alert alert) {
    return alert.name() + ".md";
  }

  private static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
