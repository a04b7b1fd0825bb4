package io.daxkmem.exporter;

import io.daxkmem.exporter.cli.Arguments;
import io.daxkmem.exporter.cli.Flag;
import io.daxkmem.exporter.cli.Help;
import io.daxkmem.exporter.cli.UsageException;
import io.daxkmem.exporter.log.ErrorText;
import io.daxkmem.exporter.log.Logging;
import io.daxkmem.exporter.log.StandardError;
import io.daxkmem.exporter.web.HttpServers;
import io.daxkmem.log.Log;
import java.io.IOException;
import java.io.PrintStream;

/** Starts the exporter. */
public final class Main {
  private static final int STARTED = 0;
  private static final int FAILED = 1;
  private static final int WRONG_CONFIGURATION = 2;

  /** As the JVM's own {@code -XX:+ExitOnOutOfMemoryError} has it. */
  private static final int OUT_OF_MEMORY = 3;

  private Main() {}

  /**
   * Exits with status 2 if the command line or a file that it names is wrong, so that it is not
   * started again and again, 3 if memory is exhausted, and 1 if the exporter cannot start for
   * another reason.
   */
  public static void main(String[] args) {
    HttpServers.limit();
    Logging.untilTheEnd();
    int status = FAILED;
    try {
      status = run(Place.OWN_PROCESS, System.out, System.err, args);
    } finally {
      // even if nothing can be logged: the threads of its servers would run on without it
      if (status != STARTED) {
        System.exit(status);
      }
    }
    StandardError.log();
  }

  /**
   * Starts the exporter in another application's JVM, for {@link Agent}; never exits the JVM.
   *
   * @return the status that {@link #main} would exit with
   */
  public static int host(String[] args) {
    return run(Place.ANOTHER_PROGRAM, System.out, System.err, args);
  }

  static int run(Place place, PrintStream out, PrintStream err, String... args) {
    StartErrors errors = new StartErrors(err, args);
    try {
      Arguments arguments = new Arguments(args);
      if (arguments.has(Flag.HELP)) {
        Help.print(out);
      } else if (arguments.has(Flag.VERSION)) {
        out.println(BuildInfo.read());
      } else {
        new ExporterCommand(place, arguments).start();
      }
      return STARTED;
    } catch (UsageException e) {
      errors.say(String.valueOf(e.getMessage()));
      errors.say("Try --help.");
      return WRONG_CONFIGURATION;
    } catch (ConfigurationException e) {
      errors.say(ErrorText.of(e));
      return WRONG_CONFIGURATION;
    } catch (IOException e) {
      errors.say(ErrorText.of(e));
      return FAILED;
    } catch (RuntimeException | Error e) {
      // not a field: the log must not be used before it is set up
      new Log(Main.class).error("the exporter has failed to start", e);
      return e instanceof OutOfMemoryError ? OUT_OF_MEMORY : FAILED;
    }
  }
}
