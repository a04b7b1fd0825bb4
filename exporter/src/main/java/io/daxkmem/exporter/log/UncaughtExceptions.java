package io.daxkmem.exporter.log;

import static io.daxkmem.log.Field.field;

import io.daxkmem.log.Log;

/** Logs what ends a thread, which the JDK prints past the log. */
final class UncaughtExceptions implements Thread.UncaughtExceptionHandler {
  private static final Log LOG = new Log(UncaughtExceptions.class);

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    LOG.error("a thread has failed", thrown, field("thread", thread.getName()));
  }
}
