package io.daxkmem.exporter.reload;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files that something is read from, each as it was just before it was read. */
public final class FileStamps {
  private final Map<Path, FileStamp> stamps = new LinkedHashMap<>();

  /** Call just before a file is read. */
  public void add(Path file) {
    stamps.put(file, FileStamp.of(file));
  }

  boolean areCurrent() {
    return stamps.entrySet().stream()
        .allMatch(one -> one.getValue().equals(FileStamp.of(one.getKey())));
  }
}
