package io.daxkmem.exporter.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.LogRecorder;
import java.io.PrintStream;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** What the JDK prints to standard error is in the log. */
class LoggingTest {
  @Test
  void whatEndsAThreadIsOneLine() throws InterruptedException {
    Logging.start(Level.INFO, new LogfmtFormatter());
    try (LogRecorder log = new LogRecorder()) {
      Thread failing =
          new Thread(
              () -> {
                throw new IllegalStateException("why");
              },
              "failing");
      failing.start();
      failing.join();

      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("level=error msg=\"a thread has failed\" thread=failing stack=", "why");
    }
  }

  @Test
  void whatIsPrintedIsALineForEachLine() {
    try (LogRecorder log = new LogRecorder();
        PrintStream err = StandardError.stream()) {
      err.println("plain");
      err.print("half é ");
      err.print("{0} 'line'\n\n");
      err.print("never ended");

      assertThat(log.lines())
          .containsExactly(
              "level=warn msg=plain",
              "level=warn msg=\"half é {0} 'line'\"",
              "level=warn msg=\"\"");
    }
  }
}
