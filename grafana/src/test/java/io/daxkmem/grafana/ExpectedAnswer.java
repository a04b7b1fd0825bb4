package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a query should return: these series, and no other but, except of an alert, those that are 0.
 *
 * @param kind what the query is of
 * @param nothing why it returns no series at all; empty if it may
 * @param zero whether it returns series that are all 0
 * @param series by their labels, without those that all have
 */
record ExpectedAnswer(
    Kind kind, String nothing, boolean zero, Map<Map<String, String>, ValueRange> series) {

  /** What a query is of. */
  enum Kind {
    /** A panel, a variable or an annotation, which need not have the labels of the day. */
    DASHBOARD,
    RULE,
    /** Whose series fire, whatever their values are. */
    ALERT;

    /** By the query's name. */
    static Kind of(String query) {
      if (query.startsWith(DayQueries.ALERT)) {
        return ALERT;
      }
      return query.startsWith(DayQueries.RULE) ? RULE : DASHBOARD;
    }
  }

  /** The labels that all series of the day have. */
  static final Map<String, String> COMMON = Map.of("cluster", "lab", "job", "dax-kmem");

  /** Labels whose values are no matter of the day. */
  private static final List<String> VERSIONS = List.of("java", "version");

  /** Whether there are series. */
  boolean returnsSomething() {
    return zero || !series.isEmpty();
  }

  void check(List<PrometheusApi.Sample> answer) {
    if (!nothing.isEmpty()) {
      assertThat(answer).as("nothing, because %s", nothing).isEmpty();
      return;
    }
    if (zero) {
      assertThat(answer).isNotEmpty();
    }
    if (kind != Kind.DASHBOARD) {
      assertThat(answer)
          .extracting(PrometheusApi.Sample::labels)
          .allSatisfy(labels -> assertThat(labels).containsAllEntriesOf(COMMON));
    }
    Map<Map<String, String>, Double> shown = new HashMap<>();
    for (PrometheusApi.Sample sample : answer) {
      Map<String, String> labels = own(sample.labels());
      if (kind == Kind.ALERT || series.containsKey(labels) || isShown(sample.value())) {
        assertThat(shown.put(labels, sample.value())).as("another one with %s", labels).isNull();
      }
    }
    assertThat(shown.keySet()).containsExactlyInAnyOrderElementsOf(series.keySet());
    series.forEach(
        (labels, range) ->
            assertThat(shown.get(labels)).as("%s", labels).matches(range::contains, "is " + range));
  }

  /** A quotient of two rates is not a number where nothing happened. */
  private static boolean isShown(double value) {
    return value != 0 && !Double.isNaN(value);
  }

  private static Map<String, String> own(Map<String, String> labels) {
    Map<String, String> own = new TreeMap<>(labels);
    own.remove("__name__");
    COMMON.forEach(own::remove);
    VERSIONS.forEach(name -> own.computeIfPresent(name, (unused, value) -> "some"));
    return own;
  }
}
