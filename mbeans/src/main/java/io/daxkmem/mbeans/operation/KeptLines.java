package io.daxkmem.mbeans.operation;

import static java.util.Comparator.comparingLong;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

/**
 * The last hundred lines of operations that were tried, and the last hundred of refused ones. They
 * are counted apart, because a client that may do nothing can be refused as often as it likes.
 */
final class KeptLines {
  private static final int KEPT = 100;

  private record Line(long number, String text) {}

  private final Deque<Line> tried = new ArrayDeque<>();
  private final Deque<Line> refused = new ArrayDeque<>();
  private long added;

  synchronized void add(Outcome outcome, String text) {
    Deque<Line> lines = outcome == Outcome.REFUSED ? refused : tried;
    lines.addLast(new Line(++added, text));
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
  }

  /** All of them, oldest first. */
  synchronized String[] all() {
    return Stream.concat(tried.stream(), refused.stream())
        .sorted(comparingLong(Line::number))
        .map(Line::text)
        .toArray(String[]::new);
  }
}
