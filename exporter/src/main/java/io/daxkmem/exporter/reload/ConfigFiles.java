package io.daxkmem.exporter.reload;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** The configuration files in use, and of each whether what it says is in force. */
public final class ConfigFiles {
  private final Map<String, BooleanSupplier> files = new LinkedHashMap<>();

  /**
   * Adds one.
   *
   * @param name for the metrics
   * @param isCurrent whether it could be used when it was read last
   */
  public void add(String name, BooleanSupplier isCurrent) {
    files.put(name, isCurrent);
  }

  /** Gives the name of each, and whether what it says is in force. */
  public void forEach(BiConsumer<String, Boolean> action) {
    files.forEach((name, isCurrent) -> action.accept(name, isCurrent.getAsBoolean()));
  }
}
