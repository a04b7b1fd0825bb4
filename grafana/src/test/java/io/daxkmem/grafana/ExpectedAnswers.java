package io.daxkmem.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table of what each query returns at the end of the scripted day. The file explains itself.
 */
final class ExpectedAnswers {
  private static final Path FILE = Path.of("src/test/resources/io/daxkmem/grafana/day.txt");

  private final Map<String, List<String>> lines = new LinkedHashMap<>();

  static ExpectedAnswers read() throws IOException {
    return new ExpectedAnswers(Files.readAllLines(FILE));
  }

  ExpectedAnswers(List<String> text) {
    List<String> ofQuery = new ArrayList<>();
    for (String line : text) {
      if (line.startsWith(" ")) {
        ofQuery.add(line.strip());
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        ofQuery = new ArrayList<>();
        if (lines.put(line, ofQuery) != null) {
          throw new IllegalArgumentException("There are two of " + line);
        }
      }
    }
  }

  /** The names of the queries. */
  Set<String> queries() {
    return lines.keySet();
  }

  /** What a query returns where only these machines are scraped. */
  ExpectedAnswer of(String query, List<DayMachine> machines) {
    Map<Map<String, String>, ValueRange> series = new HashMap<>();
    String nothing = "";
    boolean zero = false;
    for (String line : lines.getOrDefault(query, List.of("nothing: the table does not have it"))) {
      if (line.startsWith("nothing: ")) {
        nothing = line.substring("nothing: ".length());
      } else if (line.equals("zero")) {
        zero = true;
      } else {
        add(line.split("\\|", -1), machines, series);
      }
    }
    return new ExpectedAnswer(ExpectedAnswer.Kind.of(query), nothing, zero, series);
  }

  /** Adds a line; series of several machines with the same labels are summed. */
  private static void add(
      String[] line, List<DayMachine> machines, Map<Map<String, String>, ValueRange> series) {
    String who = line[0].strip();
    ValueRange range = ValueRange.of(line[2].strip());
    if (who.equals("day")) {
      series.merge(labels(line[1], who), range, ValueRange::plus);
      return;
    }
    for (DayMachine machine : who.equals("each") ? machines : named(who)) {
      if (machines.contains(machine)) {
        series.merge(labels(line[1], machine.text()), range, ValueRange::plus);
      }
    }
  }

  private static List<DayMachine> named(String who) {
    return Arrays.stream(who.split(",", -1)).map(DayMachine::of).toList();
  }

  private static Map<String, String> labels(String text, String machine) {
    Map<String, String> labels = new HashMap<>();
    for (String label : text.strip().split(",", -1)) {
      String[] parts = label.strip().split("=", 2);
      if (parts.length == 2) {
        labels.put(parts[0], parts[1]);
      } else if (!parts[0].isEmpty()) {
        labels.put(parts[0], machine);
      }
    }
    return labels;
  }
}
