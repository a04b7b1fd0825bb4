package io.daxkmem.region;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A group of open attributes that are closed together. */
final class AttributeFiles implements Closeable {
  private final Sysfs sysfs;
  private final List<AttributeFile> open = new ArrayList<>();

  AttributeFiles(Sysfs sysfs) {
    this.sysfs = sysfs;
  }

  /** Opens one more. */
  AttributeFile open(String path) throws IOException {
    AttributeFile file = new AttributeFile(sysfs, path);
    open.add(file);
    return file;
  }

  @Override
  public void close() {
    open.forEach(AttributeFile::close);
  }
}
