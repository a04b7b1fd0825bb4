package io.daxkmem.exporter.jolokia;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/** Estimates the size of a value as JSON. */
final class AnswerSize {
  private static final int SCALAR = 8;
  private static final int PUNCTUATION = 4;

  private AnswerSize() {}

  /** The estimated size in bytes. */
  static int of(@Nullable Object value) {
    if (value instanceof CharSequence text) {
      return text.length() + PUNCTUATION;
    }
    if (value instanceof Map<?, ?> map) {
      return sum(map.keySet()) + sum(map.values());
    }
    if (value instanceof Collection<?> values) {
      return sum(values);
    }
    if (value instanceof Object[] values) {
      return sum(Arrays.asList(values));
    }
    if (value instanceof CompositeData data) {
      return sum(data.getCompositeType().keySet()) + sum(data.values());
    }
    if (value instanceof TabularData table) {
      return sum(table.values());
    }
    return SCALAR;
  }

  private static int sum(Collection<?> values) {
    return values.stream().mapToInt(value -> of(value) + 1).sum();
  }
}
