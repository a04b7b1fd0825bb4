package io.daxkmem.exporter;

import java.lang.instrument.Instrumentation;
import java.util.Arrays;

/**
 * The {@code java.util.logging} of the application that an agent runs in.
 *
 * <p>The first logger decides for ever which log manager the JVM has, and the JDK's HTTP server
 * makes one, too. An application may name its own manager as late as in its {@code main}.
 */
final class HostLogging {
  /** The JDK loads this class once it has its log manager and the configuration of that. */
  private static final String LAST_STEP = "java.util.logging.LogManager$RootLogger";

  private final Instrumentation jvm;

  HostLogging(Instrumentation jvm) {
    this.jvm = jvm;
  }

  /** Whether it has been set up, by whomever. Looking does not set it up. */
  boolean isSetUp() {
    return Arrays.stream(jvm.getAllLoadedClasses())
        .anyMatch(loaded -> loaded.getName().equals(LAST_STEP));
  }
}
