package io.daxkmem.region;

import io.daxkmem.region.GuardedQuestion.Source;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets callers that wait for their turn share one reading, which begins after all of them asked. So
 * however many they are, each waits for two readings at most. Its sources are read in the turn of
 * one {@link GuardedSubject}, so by one thread at a time.
 */
final class SharedReading<T> {
  private final AtomicLong callers = new AtomicLong();
  private long answered;
  private Source<T> latest =
      () -> {
        throw new IllegalStateException("nothing was read");
      };

  /**
   * Takes note of a caller.
   *
   * @param source read unless a reading begins for another caller from now on
   */
  Source<T> of(Source<T> source) {
    long caller = callers.incrementAndGet();
    return () -> answer(caller, source);
  }

  private T answer(long caller, Source<T> source) throws IOException {
    if (caller > answered) {
      answered = callers.get();
      latest = source.read();
    }
    return latest.get();
  }
}
