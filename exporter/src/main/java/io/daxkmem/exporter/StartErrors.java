package io.daxkmem.exporter;

import io.daxkmem.exporter.cli.Flag;
import io.daxkmem.exporter.log.JsonFormatter;
import java.io.PrintStream;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Says on standard error why the exporter does not start; as JSON if the log is to be JSON. */
final class StartErrors {
  private static final String JSON = "json";

  private final PrintStream err;
  private final boolean json;

  /**
   * @param args of the command line, which may be wrong
   */
  StartErrors(PrintStream err, String... args) {
    List<String> all = List.of(args);
    this.err = err;
    this.json =
        all.contains(Flag.LOG_FORMAT + "=" + JSON)
            || Collections.indexOfSubList(all, List.of(Flag.LOG_FORMAT.toString(), JSON)) >= 0;
  }

  void say(String message) {
    if (json) {
      err.print(new JsonFormatter().format(new LogRecord(Level.SEVERE, message)));
    } else {
      err.println("dax-kmem-exporter: " + message);
    }
  }
}
