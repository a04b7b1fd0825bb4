package io.daxkmem.region;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/**
 * A bind of a device to {@code kmem}: it is over once the device is unbound, even if it is bound
 * again before anybody looks. The attribute that was opened is then gone, and another one there.
 */
public final class Bind implements Closeable {
  private final HangGuard guard;
  private final GuardedSubject subject;
  private final Sysfs.Attribute attribute;

  Bind(HangGuard guard, GuardedSubject subject, Sysfs.Attribute attribute) {
    this.guard = guard;
    this.subject = subject;
    this.attribute = attribute;
  }

  /** Whether the device was unbound meanwhile. Not, as long as that cannot be read. */
  public boolean isOver() {
    try {
      var unused = guard.ask(subject, attribute::read);
      return false;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    attribute.close();
  }
}
