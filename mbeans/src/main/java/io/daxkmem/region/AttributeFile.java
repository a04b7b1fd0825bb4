package io.daxkmem.region;

import java.io.Closeable;
import java.io.IOException;

/** A sysfs attribute that is kept open. */
final class AttributeFile implements Closeable {
  private final String path;
  private final Sysfs.Attribute file;

  AttributeFile(Sysfs sysfs, String path) throws IOException {
    this.path = path;
    this.file = sysfs.open(path);
  }

  /** Reads an attribute once, without keeping it open. */
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
