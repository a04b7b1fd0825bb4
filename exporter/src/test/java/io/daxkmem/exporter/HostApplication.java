package io.daxkmem.exporter;

import java.util.logging.Logger;

/** An application that prints a line, waits for the end of its input, and ends. */
final class HostApplication {
  private HostApplication() {}

  public static void main(String[] args) throws Exception {
    System.out.println(
        "running, with %d log handlers and %s"
            .formatted(
                Logger.getLogger("").getHandlers().length,
                System.getProperties().stringPropertyNames().stream()
                    .filter(name -> name.startsWith("sun.net."))
                    .toList()));
    while (System.in.read() >= 0) {
      // nothing to do
    }
  }
}
