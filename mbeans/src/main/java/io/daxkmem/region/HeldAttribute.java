package io.daxkmem.region;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;

/**
 * An attribute held open: what it said when it was read last, typed, with errors that name the file
 * and what it holds.
 */
final class HeldAttribute implements Closeable {
  private final String path;
  private final Sysfs.Attribute file;
  private String text;

  /** Opens and reads it. */
  HeldAttribute(Sysfs sysfs, String path) throws IOException {
    this.path = path;
    this.file = sysfs.open(path);
    try {
      text = file.read();
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Reads it again; true if it says something else than before. */
  boolean refresh() throws IOException {
    String now = file.read();
    boolean changed = !now.equals(text);
    text = now;
    return changed;
  }

  String text() {
    return text;
  }

  int integer() throws IOException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw unexpected("an integer");
    }
  }

  long decimal() throws IOException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw unexpected("a decimal number");
    }
  }

  /** With or without {@code 0x} before it: the kernel has both. */
  long hexadecimal() throws IOException {
    try {
      return Long.parseLong(text, text.startsWith("0x") ? 2 : 0, text.length(), 16);
    } catch (NumberFormatException e) {
      throw unexpected("a hexadecimal number");
    }
  }

  IOException unexpected(String expected) {
    return new FileSystemException(path, null, "'" + text + "' is not " + expected);
  }

  @Override
  public void close() {
    file.close();
  }
}
