package io.daxkmem.exporter.jolokia;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits the memory of all unsent answers. Jolokia builds an answer completely before it sends it,
 * and one request may ask for thousands of lists. No answer and no user gets all of the memory, so
 * a client that does not take its answer leaves some for the others.
 */
final class AnswerMemory {
  static final String FULL =
      "no memory left for this answer: ask for less at once, or try again later";

  private final long most;
  private final long mostOfUser;
  private final long mostOfAnswer;
  private final Map<String, Long> held = new HashMap<>();
  private long all;

  @SuppressWarnings("ThreadLocalUsage") // emptied after each request
  private final ThreadLocal<@Nullable Answer> current = new ThreadLocal<>();

  /**
   * @param bytes of JSON for all unsent answers
   */
  AnswerMemory(int bytes) {
    most = bytes;
    mostOfUser = most / 2;
    mostOfAnswer = mostOfUser * 3 / 4;
  }

  /**
   * Begins the answer to this thread's request.
   *
   * @param user who holds the memory, until the answer is closed
   */
  Answer begin(String user) {
    Answer answer = new Answer(user);
    current.set(answer);
    return answer;
  }

  /**
   * Call before building a part of the answer to this thread's request.
   *
   * @throws IllegalStateException if there was no memory for an earlier part
   */
  void check() {
    if (requireNonNull(current.get()).full) {
      throw new IllegalStateException(FULL);
    }
  }

  /**
   * Accounts for a part of the answer to this thread's request until the answer is sent.
   *
   * @return the part
   * @throws IllegalStateException if there is no memory for it
   */
  Object keep(Object part) {
    Answer answer = requireNonNull(current.get());
    answer.full = !hold(answer, AnswerSize.of(part));
    check();
    return part;
  }

  private synchronized boolean hold(Answer answer, long bytes) {
    if (all + bytes > most
        || held.getOrDefault(answer.user, 0L) + bytes > mostOfUser
        || answer.bytes + bytes > mostOfAnswer) {
      return false;
    }
    add(answer, bytes);
    return true;
  }

  private synchronized void add(Answer answer, long bytes) {
    answer.bytes += bytes;
    all += bytes;
    held.merge(answer.user, bytes, Long::sum);
    held.remove(answer.user, 0L);
  }

  /** The answer to one request. */
  final class Answer implements AutoCloseable {
    private final String user;
    private long bytes;
    private boolean full;

    private Answer(String user) {
      this.user = user;
    }

    /** Whether a part was refused. */
    boolean isFull() {
      return full;
    }

    /** The answer is written, and takes this memory from now on. */
    void written(int size) {
      add(this, size - bytes);
    }

    /** The answer is sent. Call it on the thread that began it. */
    @Override
    public void close() {
      current.remove();
      add(this, -bytes);
    }
  }
}
