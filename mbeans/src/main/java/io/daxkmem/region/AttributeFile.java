package io.daxkmem.region;

import java.io.Closeable;
import java.io.IOException;

/** An attribute held open. */
final class AttributeFile implements Closeable {
  private final String path;
  private final Sysfs.Attribute file;

  AttributeFile(Sysfs sysfs, String path) throws IOException {
    this.path = path;
    this.file = sysfs.open(path);
  }

  /** What an attribute says that is read only once. */
  static AttributeText read(Sysfs sysfs, String path) throws IOException {
    return new AttributeText(path, sysfs.read(path));
  }

  AttributeText read() throws IOException {
    return new AttributeText(path, file.read());
  }

  @Override
  public void close() {
    file.close();
  }
}
