package io.daxkmem.exporter;

import static io.daxkmem.exporter.log.Field.fields;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.logging.Level.WARNING;

import io.daxkmem.exporter.metrics.Textfile;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Logger;

/** Writes a textfile at an interval, until it is closed; what fails once may succeed next time. */
final class TextfileLoop implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TextfileLoop.class.getName());

  private final Textfile textfile;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "textfile"));

  TextfileLoop(Textfile textfile, Duration interval) {
    this.textfile = textfile;
    thread.scheduleAtFixedRate(this::write, interval.toNanos(), interval.toNanos(), NANOSECONDS);
  }

  private void write() {
    try {
      textfile.write();
    } catch (IOException | RuntimeException e) {
      LOG.log(WARNING, "textfile not written", fields("error", e));
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
