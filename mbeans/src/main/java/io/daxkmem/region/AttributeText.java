package io.daxkmem.region;

import io.daxkmem.log.Visible;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** The text of an attribute. Parse errors name the file and quote the text. */
record AttributeText(String path, String text) {

  int integer() throws IOException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw unexpected("an integer");
    }
  }

  /** A decimal number of things, such as bytes or transitions. */
  long count() throws IOException {
    return notNegative(10, 0, "a count");
  }

  /** Accepts a {@code 0x} prefix, which only some attributes have. */
  long hexadecimal() throws IOException {
    return notNegative(16, text.startsWith("0x") ? 2 : 0, "a hexadecimal number");
  }

  private long notNegative(int radix, int from, String expected) throws IOException {
    try {
      long number = Long.parseLong(text, from, text.length(), radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw unexpected(expected);
  }

  /** True for {@code 1}, false for {@code 0}. */
  boolean bit() throws IOException {
    return switch (text) {
      case "0" -> false;
      case "1" -> true;
      default -> throw unexpected("0 or 1");
    };
  }

  IOException unexpected(String expected) {
    return new FileSystemException(path, null, "'" + Visible.text(text) + "' is not " + expected);
  }
}
