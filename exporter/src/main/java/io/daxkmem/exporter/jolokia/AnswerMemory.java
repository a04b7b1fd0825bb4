package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Limits the memory of all unsent answers. Jolokia builds an answer completely before it sends it,
 * and one request may ask for thousands of lists.
 */
final class AnswerMemory extends Filter {
  private static final String FULL =
      "no memory left for this answer: ask for less at once, or try again later";

  private final Semaphore free;
  private final Refusals refusals;

  @SuppressWarnings("ThreadLocalUsage") // emptied after each request
  private final ThreadLocal<Answer> current = ThreadLocal.withInitial(Answer::new);

  /**
   * @param bytes of JSON for all unsent answers
   */
  AnswerMemory(int bytes, Refusals refusals) {
    this.free = new Semaphore(bytes);
    this.refusals = refusals;
  }

  @Override
  public String description() {
    return "releases the memory of a sent answer";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    Answer answer = current.get();
    try {
      chain.doFilter(exchange);
    } finally {
      current.remove();
      free.release(answer.bytes);
      if (answer.full) {
        refusals.log(exchange, FULL);
      }
    }
  }

  /**
   * Call before building a part of the answer to this thread's request.
   *
   * @throws IllegalStateException if there was no memory for an earlier part
   */
  void check() {
    if (current.get().full) {
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
    Answer answer = current.get();
    int size = AnswerSize.of(part);
    answer.full = !free.tryAcquire(size);
    check();
    answer.bytes += size;
    return part;
  }

  private static final class Answer {
    int bytes;
    boolean full;
  }
}
