package io.daxkmem.exporter;

import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Starts the exporter. */
public final class Main {
  private static final int FAILED = 1;

  /**
   * The JDK's server sends an answer in two packets, or more, of which the last waits for the
   * client's delayed ACK: 40 ms in each scrape on a connection that is kept. It knows no other way
   * to turn that off than this property, for all servers of the JVM. So an agent, in another
   * application's, leaves it alone: it costs a scrape time, but no work.
   */
  private static final String SEND_AT_ONCE = "sun.net.httpserver.nodelay";

  private Main() {}

  /** Ends with status 2 when the command line is wrong, and 1 when the exporter cannot start. */
  public static void main(String[] args) {
    System.setProperty(SEND_AT_ONCE, "true");
    int status = commandLine().execute(args);
    if (status != 0) {
      System.exit(status);
    }
  }

  /**
   * Starts the exporter in another application's JVM, for {@link Agent}; never ends it.
   *
   * @return the status that {@link #main} would end with
   */
  public static int host(String[] args) {
    return commandLine(new ExporterCommand(ExporterCommand.Place.ANOTHER_PROGRAM)).execute(args);
  }

  static CommandLine commandLine() {
    return commandLine(new ExporterCommand(ExporterCommand.Place.OWN_PROCESS));
  }

  private static CommandLine commandLine(ExporterCommand exporter) {
    return new CommandLine(exporter)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (exception, args) -> {
              CommandLine command = exception.getCommandLine();
              say(command, exception.getMessage());
              say(command, "Try --help.");
              return command.getCommandSpec().exitCodeOnInvalidInput();
            })
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              if (exception instanceof IOException) {
                say(command, exception.getMessage());
                return FAILED;
              }
              throw exception;
            });
  }

  private static void say(CommandLine command, @Nullable String message) {
    PrintWriter err = command.getErr();
    err.println("dax-kmem-exporter: " + message);
  }
}
