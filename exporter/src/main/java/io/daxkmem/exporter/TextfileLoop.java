package io.daxkmem.exporter;

import static io.daxkmem.log.Field.field;

import io.daxkmem.exporter.metrics.Textfile;
import io.daxkmem.log.Log;
import java.io.IOException;
import java.time.Duration;

/**
 * Writes a textfile at an interval, until interrupted. If a write fails, the next one tries again;
 * the first failure and the recovery are logged.
 */
final class TextfileLoop implements Runnable {
  private static final Log LOG = new Log(TextfileLoop.class);

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
      // stopped
    }
  }

  private void write() {
    try {
      textfile.write();
      if (fails) {
        LOG.info("textfile written again");
      }
      fails = false;
    } catch (IOException | RuntimeException e) {
      if (!fails) {
        LOG.warn("textfile not written", field("error", e));
      }
      fails = true;
    }
  }
}
