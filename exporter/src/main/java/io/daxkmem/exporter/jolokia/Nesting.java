package io.daxkmem.exporter.jolokia;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds JSON that nests too deeply. Jolokia repeats a request in its answer, and what writes JSON
 * recurses: a few thousand levels overflow the stack.
 */
final class Nesting {
  static final int MOST = 32;
  static final String REASON =
      String.format(
          Locale.ROOT,
          "JSON may nest at most %d levels deep, also in a text and in the path",
          MOST);

  private Nesting() {}

  /** Whether parsed JSON nests too deeply, or a text in it may, because Jolokia parses some. */
  static boolean isTooDeep(@Nullable Object json) {
    return isTooDeep(json, MOST);
  }

  private static boolean isTooDeep(@Nullable Object json, int levels) {
    if (json instanceof String text) {
      return mayBeTooDeep(text);
    }
    if (json instanceof Map<?, ?> map) {
      return levels == 0
          || anyTooDeep(map.keySet(), levels - 1)
          || anyTooDeep(map.values(), levels - 1);
    }
    return json instanceof Collection<?> values && (levels == 0 || anyTooDeep(values, levels - 1));
  }

  private static boolean anyTooDeep(Collection<?> values, int levels) {
    return values.stream().anyMatch(value -> isTooDeep(value, levels));
  }

  /** Whether a text, parsed as JSON, could nest too deeply. */
  static boolean mayBeTooDeep(String text) {
    return text.chars().filter(one -> one == '[' || one == '{').count() > MOST;
  }
}
