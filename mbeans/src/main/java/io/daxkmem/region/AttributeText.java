package io.daxkmem.region;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** What an attribute said, typed, with errors that name the file and what it said. */
record AttributeText(String path, String text) {

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

  /** {@code 1} or {@code 0}. */
  boolean bit() throws IOException {
    return switch (text) {
      case "0" -> false;
      case "1" -> true;
      default -> throw unexpected("0 or 1");
    };
  }

  IOException unexpected(String expected) {
    return new FileSystemException(path, null, "'" + text + "' is not " + expected);
  }
}
