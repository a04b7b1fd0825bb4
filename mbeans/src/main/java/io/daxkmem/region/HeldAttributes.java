package io.daxkmem.region;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Attributes that are opened one by one, but read again and closed together. */
final class HeldAttributes implements Closeable {
  private final Sysfs sysfs;
  private final List<HeldAttribute> open = new ArrayList<>();

  HeldAttributes(Sysfs sysfs) {
    this.sysfs = sysfs;
  }

  /** Opens and reads one more. */
  HeldAttribute open(String path) throws IOException {
    HeldAttribute attribute = new HeldAttribute(sysfs, path);
    open.add(attribute);
    return attribute;
  }

  /** Reads them all again; true if any of them says something else than before. */
  boolean refresh() throws IOException {
    boolean changed = false;
    for (HeldAttribute attribute : open) {
      changed |= attribute.refresh();
    }
    return changed;
  }

  @Override
  public void close() {
    open.forEach(HeldAttribute::close);
  }
}
