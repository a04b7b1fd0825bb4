package io.daxkmem.region;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** An attribute held open: typed reading, with errors that name the file and what it holds. */
final class HeldAttribute implements Closeable {
  private final String path;
  private final Sysfs.Attribute file;

  HeldAttribute(Sysfs sysfs, String path) throws IOException {
    this.path = path;
    this.file = sysfs.open(path);
  }

  String text() throws IOException {
    return file.read();
  }

  int integer() throws IOException {
    String text = text();
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw unexpected(text, "an integer");
    }
  }

  long decimal() throws IOException {
    String text = text();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw unexpected(text, "a decimal number");
    }
  }

  /** With or without {@code 0x} before it: the kernel has both. */
  long hexadecimal() throws IOException {
    String text = text();
    try {
      return Long.parseLong(text, text.startsWith("0x") ? 2 : 0, text.length(), 16);
    } catch (NumberFormatException e) {
      throw unexpected(text, "a hexadecimal number");
    }
  }

  IOException unexpected(String text, String expected) {
    return new FileSystemException(path, null, "'" + text + "' is not " + expected);
  }

  @Override
  public void close() {
    file.close();
  }
}
