package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DashboardQueriesTest {

  private static final String DASHBOARD =
      """
      {"templating": {"list": [
         {"name": "datasource", "type": "datasource", "query": "prometheus"},
         {"name": "device", "type": "query",
          "query": {"query": "label_values(x{job=~\\"$job\\"}, device)"}}]},
       "annotations": {"list": [{"name": "builtIn"}, {"name": "note", "expr": "c > 0"}]},
       "panels": [
         {"type": "row", "panels": [{"title": "hidden", "targets": [{"refId": "A", "expr": "b"}]}]},
         {"title": "shown", "targets": [{"refId": "A", "instant": true,
          "expr": "rate(a{job=~\\"${job}\\"}[$r])"}]}]}
      """;

  @Test
  void variablesAreReplaced() throws IOException {
    DashboardQueries queries = queries(Map.of("job", "one|two", "r", "1m"));
    assertThat(queries.ofPanels())
        .containsExactly(
            new Dashboard.Query("hidden A", "b", false),
            new Dashboard.Query("shown A", "rate(a{job=~\"one|two\"}[1m])", true),
            new Dashboard.Query("annotation note", "c > 0", false));
    assertThat(queries.ofVariables())
        .containsExactly(
            new DashboardQueries.LabelValues("device", "x{job=~\"one|two\"}", "device"));
  }

  @Test
  void aVariableWithoutAValueIsAnErrorNamingIt() {
    assertThatThrownBy(() -> queries(Map.of("job", ".+")).ofPanels()).hasMessageContaining("$r");
  }

  private static DashboardQueries queries(Map<String, String> values) throws IOException {
    return new DashboardQueries(new Dashboard(new ObjectMapper().readTree(DASHBOARD)), values);
  }
}
