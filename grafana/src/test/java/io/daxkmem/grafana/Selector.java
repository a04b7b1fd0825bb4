package io.daxkmem.grafana;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A vector selector of a PromQL expression. Found by a regular expression, which works if there are
 * no strings outside of matchers. Does not validate PromQL; promtool does.
 *
 * @param function the function it is a direct argument of; empty if none
 * @param metric its name
 * @param matchers the text between the braces
 * @param range the text between the brackets; empty for an instant vector
 */
record Selector(String function, String metric, String matchers, String range) {

  private static final Pattern LABEL_LIST =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

  private static final Pattern SELECTOR =
      Pattern.compile(
          "(?<![\\w:$])(?:(?<function>\\w+)\\s*\\(\\s*)?"
              + "(?<metric>[a-zA-Z_:][\\w:]*+)(?!\\s*\\()"
              + "\\s*(?:\\{(?<matchers>[^}]*)})?\\s*(?:\\[(?<range>[^]]*)])?");

  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

  static List<Selector> in(String promql) {
    List<Selector> selectors = new ArrayList<>();
    Matcher found = SELECTOR.matcher(LABEL_LIST.matcher(promql).replaceAll(""));
    while (found.find()) {
      if (!KEYWORDS.contains(found.group("metric"))) {
        selectors.add(
            new Selector(
                orEmpty(found, "function"),
                found.group("metric"),
                orEmpty(found, "matchers"),
                orEmpty(found, "range")));
      }
    }
    return selectors;
  }

  private static String orEmpty(Matcher found, String group) {
    return found.start(group) < 0 ? "" : found.group(group);
  }

  /** The selector without range and function. */
  String series() {
    return metric + "{" + matchers + "}";
  }

  /** Whether the metric is a counter, by its name. */
  boolean isCounter() {
    return metric.endsWith("_total")
        || metric.endsWith("_sum")
        || metric.endsWith("_count")
        || metric.endsWith("_bucket");
  }
}
