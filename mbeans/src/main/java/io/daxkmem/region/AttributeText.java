package io.daxkmem.region;

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

  long decimal() throws IOException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw unexpected("a decimal number");
    }
  }

  /** Accepts a {@code 0x} prefix, which only some attributes have. */
  long hexadecimal() throws IOException {
    try {
      return Long.parseLong(text, text.startsWith("0x") ? 2 : 0, text.length(), 16);
    } catch (NumberFormatException e) {
      throw unexpected("a hexadecimal number");
    }
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
    return new FileSystemException(path, null, "'" + text + "' is not " + expected);
  }
}
