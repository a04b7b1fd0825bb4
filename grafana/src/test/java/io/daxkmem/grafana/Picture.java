package io.daxkmem.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A dashboard drawn by the program in the folder of pictures, which needs Chromium and npm. */
record Picture(List<Panel> panels) {
  static final Path FOLDER = Path.of("pictures");

  /**
   * What was drawn of a panel.
   *
   * @param values samples, or rows of a table
   * @param drawn whether the component for them is on the page, and not only a text
   */
  record Panel(String title, String type, int values, boolean drawn) {}

  /**
   * Draws it.
   *
   * @param dashboard its file
   * @param to replaced
   * @param settings the program's, and variables of the dashboard
   * @throws AssertionError with the reason, if it could not be drawn
   */
  static Picture draw(Path dashboard, URI prometheus, Path to, List<String> settings)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                FOLDER.resolve("draw").toString(),
                dashboard.toString(),
                prometheus.toString(),
                to.toString()));
    command.addAll(settings);
    Path errors = Files.createTempFile("draw", ".log");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      byte[] output = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw new AssertionError(Files.readString(errors));
      }
      return of(new ObjectMapper().readTree(output));
    } finally {
      Files.delete(errors);
    }
  }

  private static Picture of(JsonNode drawn) {
    List<Panel> panels = new ArrayList<>();
    for (JsonNode panel : drawn) {
      panels.add(
          new Panel(
              panel.path("title").asText(),
              panel.path("type").asText(),
              panel.path("values").asInt(),
              panel.path("drawn").asBoolean()));
    }
    return new Picture(panels);
  }

  /** The titles of all. */
  List<String> titles() {
    return panels.stream().map(Panel::title).toList();
  }

  /** The titles of those that show no data. */
  List<String> empty() {
    return panels.stream()
        .filter(panel -> panel.values() == 0 || !panel.drawn())
        .map(Panel::title)
        .toList();
  }
}
