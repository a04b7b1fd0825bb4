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
       "panels": [
         {"type": "row", "panels": [{"title": "hidden", "targets": [{"refId": "A", "expr": "b"}]}]},
         {"title": "shown", "targets": [{"refId": "A", "expr": "rate(a{job=~\\"${job}\\"}[$r])"}]}]}
      """;

  @Test
  void variablesAreReplaced() throws IOException {
    DashboardQueries queries = queries(Map.of("job", "one|two", "r", "1m"));
    assertThat(queries.ofPanels())
        .extracting(DashboardQueries.Query::promql)
        .containsExactly("b", "rate(a{job=~\"one|two\"}[1m])");
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
