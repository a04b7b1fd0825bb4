package io.daxkmem.region;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** Typed reading of attributes, with errors that name the file and what it holds. */
record Attributes(Sysfs sysfs) {

  int integer(String path) throws IOException {
    String text = sysfs.read(path);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw unexpected(path, text, "an integer");
    }
  }

  long decimal(String path) throws IOException {
    String text = sysfs.read(path);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw unexpected(path, text, "a decimal number");
    }
  }

  /** With or without {@code 0x} before it: the kernel has both. */
  long hexadecimal(String path) throws IOException {
    String text = sysfs.read(path);
    try {
      return Long.parseLong(text, text.startsWith("0x") ? 2 : 0, text.length(), 16);
    } catch (NumberFormatException e) {
      throw unexpected(path, text, "a hexadecimal number");
    }
  }

  static IOException unexpected(String path, String text, String expected) {
    return new FileSystemException(path, null, "'" + text + "' is not " + expected);
  }
}
