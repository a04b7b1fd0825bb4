package io.daxkmem.exporter;

import static io.daxkmem.exporter.log.Field.fields;
import static java.util.logging.Level.INFO;
import static java.util.logging.Level.WARNING;

import io.daxkmem.exporter.metrics.Textfile;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Logger;

/**
 * Writes a textfile at an interval, until it is interrupted. What fails may succeed next time; that
 * it fails is logged once, and that it is over.
 */
final class TextfileLoop implements Runnable {
  private static final Logger LOG = Logger.getLogger(TextfileLoop.class.getName());

  private final Textfile textfile;
  private final Duration interval;
  private boolean fails;

  TextfileLoop(Textfile textfile, Duration interval) {
    this.textfile = textfile;
    this.interval = interval;
  }

  @Override
  public void run() {
    try {
      while (true) {
        Thread.sleep(interval.toMillis());
        write();
      }
    } catch (InterruptedException e) {
      // the end
    }
  }

  private void write() {
    try {
      textfile.write();
      if (fails) {
        LOG.log(INFO, "textfile written again");
      }
      fails = false;
    } catch (IOException | RuntimeException e) {
      if (!fails) {
        LOG.log(WARNING, "textfile not written", fields("error", e));
      }
      fails = true;
    }
  }
}
