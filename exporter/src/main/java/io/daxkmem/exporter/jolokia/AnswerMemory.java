package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Bounds what the answers under way hold in memory. Jolokia makes each as a whole before it sends
 * it, and one request may ask for thousands of lists.
 */
final class AnswerMemory extends Filter {
  private static final String FULL =
      "the answers under way have no more room: ask for less at once, or again later";

  private final Semaphore free;
  private final Refusals refusals;

  @SuppressWarnings("ThreadLocalUsage") // emptied after each request
  private final ThreadLocal<Answer> current = ThreadLocal.withInitial(Answer::new);

  /**
   * @param bytes for all answers under way, as the JSON that they will be
   */
  AnswerMemory(int bytes, Refusals refusals) {
    this.free = new Semaphore(bytes);
    this.refusals = refusals;
  }

  @Override
  public String description() {
    return "gives back the memory of an answer that was sent";
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
   * To be asked before a part of the answer to this thread's request is made.
   *
   * @throws IllegalStateException where there was no room for an earlier one
   */
  void check() {
    if (current.get().full) {
      throw new IllegalStateException(FULL);
    }
  }

  /**
   * Takes a part of the answer to this thread's request into account, until that is sent.
   *
   * @return the part
   * @throws IllegalStateException where there is no room for it
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
