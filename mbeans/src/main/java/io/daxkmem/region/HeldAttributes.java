package io.daxkmem.region;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Attributes that are held open together, and closed together. */
final class HeldAttributes implements Closeable {
  private final Sysfs sysfs;
  private final List<HeldAttribute> open = new ArrayList<>();

  HeldAttributes(Sysfs sysfs) {
    this.sysfs = sysfs;
  }

  /** Opens one more. */
  HeldAttribute open(String path) throws IOException {
    HeldAttribute attribute = new HeldAttribute(sysfs, path);
    open.add(attribute);
    return attribute;
  }

  @Override
  public void close() {
    open.forEach(HeldAttribute::close);
  }
}
