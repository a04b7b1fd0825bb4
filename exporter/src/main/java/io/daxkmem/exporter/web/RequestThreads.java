package io.daxkmem.exporter.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Threads for a server's requests that slow and stuck clients cannot use up. In the JDK's server a
 * client blocks a thread until it has sent all of its request and taken all of its answer.
 */
public final class RequestThreads implements Executor, AutoCloseable {
  private static final long LOOK_SECONDS = 1;

  private final Map<Thread, Client> clients = new ConcurrentHashMap<>();
  private final ExecutorService threads;
  private final ScheduledExecutorService clock;
  private final Duration patience;
  private final Room requests;
  private final Room answers;

  /**
   * @param name of the threads, followed by a number
   */
  public RequestThreads(String name, ClientLimits limits) {
    patience = limits.patience();
    threads = Executors.newCachedThreadPool(new DaemonThreads(name));
    clock = Executors.newSingleThreadScheduledExecutor(new DaemonThreads(name + "-clock"));
    requests = new Room(limits.requests(), limits.grace(), () -> clients.values().stream(), clock);
    answers =
        new Room(
            limits.answers(),
            limits.grace(),
            () -> clients.values().stream().filter(Client::isAnswered),
            clock);
    var unused =
        clock.scheduleWithFixedDelay(
            this::cutOffThoseWhoTakeTooLong, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  /** Work for a client. */
  @FunctionalInterface
  public interface Work<T> {
    T result() throws IOException;
  }

  /** Runs a request as soon as there is room for it. */
  @Override
  public void execute(Runnable request) {
    requests.enter(() -> start(request));
  }

  /**
   * Does work during which this thread's client is not cut off: that would interrupt the thread,
   * and an interrupted thread closes the files it reads.
   *
   * @throws IOException if the work throws it, or if the client was cut off just before
   */
  public <T> T undisturbed(Work<T> work) throws IOException {
    begin();
    try {
      return work.result();
    } finally {
      end();
    }
  }

  /** This thread's client is not cut off from now on, until {@link #end}. */
  public void begin() throws IOException {
    Optional<Client> client = current();
    if (client.isPresent()) {
      client.get().work();
    }
  }

  /** This thread's client may be cut off again. */
  public void end() {
    current().ifPresent(Client::await);
  }

  /** This thread's client has taken a part of its answer. */
  void taken() {
    current().ifPresent(Client::moved);
  }

  /** Answers this thread's client as soon as there is room for one more answer. */
  void answer(Answering answering) throws IOException {
    begin();
    try {
      awaitRoomForAnswer();
    } finally {
      end();
    }
    try {
      current().ifPresent(Client::answer);
      answering.answer();
    } finally {
      answers.leave();
    }
  }

  /** Makes an answer and sends it. */
  @FunctionalInterface
  interface Answering {
    void answer() throws IOException;
  }

  /** Cuts off every client that the server waits for. Work is finished. */
  @Override
  public void close() {
    requests.open();
    answers.open().forEach(Runnable::run);
    threads.shutdown();
    clock.shutdown();
    clients.values().forEach(Client::cutOff);
  }

  /** Empty on a thread that is not one of these. */
  private Optional<Client> current() {
    return Optional.ofNullable(clients.get(Thread.currentThread()));
  }

  private void awaitRoomForAnswer() {
    CompletableFuture<Void> room = new CompletableFuture<>();
    answers.enter(() -> room.complete(null));
    room.join();
  }

  private void start(Runnable request) {
    threads.execute(() -> run(request));
  }

  private void run(Runnable request) {
    Client client = new Client();
    clients.put(Thread.currentThread(), client);
    try {
      request.run();
    } finally {
      clients.remove(Thread.currentThread());
      client.leave();
      requests.leave();
    }
  }

  private void cutOffThoseWhoTakeTooLong() {
    clients.values().stream()
        .filter(Client::isAnswered)
        .filter(client -> client.stood() > patience.toNanos())
        .forEach(Client::cutOff);
  }
}
