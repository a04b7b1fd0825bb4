package io.daxkmem.exporter;

import io.daxkmem.log.FieldsRecord;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Records what our loggers say, and fails at one sentence. */
final class FailingLog extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("io.daxkmem");
  private final String sentence;
  private final Throwable failure;
  private final List<LogRecord> log = new CopyOnWriteArrayList<>();

  FailingLog(String sentence, Throwable failure) {
    this.sentence = sentence;
    this.failure = failure;
    logger.addHandler(this);
  }

  List<LogRecord> records() {
    return log;
  }

  @Override
  public void publish(LogRecord record) {
    log.add(record);
    if (record instanceof FieldsRecord ours && ours.sentence().equals(sentence)) {
      FailingLog.<RuntimeException>sneak(failure);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
