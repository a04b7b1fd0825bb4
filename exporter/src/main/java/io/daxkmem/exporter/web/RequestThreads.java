package io.daxkmem.exporter.web;

import static io.daxkmem.log.Field.field;

import io.daxkmem.log.Log;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Threads for a server's requests that slow and stuck clients cannot use up. In the JDK's server a
 * client blocks a thread until it has sent all of its request and taken all of its answer.
 */
public final class RequestThreads implements Executor, AutoCloseable {
  private static final Log LOG = new Log(RequestThreads.class);
  private static final long LOOK_SECONDS = 1;

  /** The server does not tell the address of a request that it has not read. */
  private static final Object ANYONE = new Object();

  private final Map<Thread, Client> clients = new ConcurrentHashMap<>();
  private final ExecutorService threads;
  private final ScheduledExecutorService clock;
  private final Duration patience;
  private final Room requests;
  private final Room answers;
  private volatile boolean lacksThreads;
  private volatile boolean closed;

  /**
   * @param name of the threads, followed by a number
   */
  public RequestThreads(String name, ClientLimits limits) {
    this(name, limits, new DaemonThreads(name));
  }

  RequestThreads(String name, ClientLimits limits, ThreadFactory factory) {
    patience = limits.patience();
    threads = Executors.newCachedThreadPool(factory);
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

  /**
   * Runs a request as soon as there is room for it: on a new thread, or on that of a client that
   * leaves.
   *
   * @throws RejectedExecutionException if no thread can be made; the server then closes the
   *     connection
   */
  @Override
  public void execute(Runnable request) {
    if (requests.enter(ANYONE, request)) {
      start(request);
    }
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

  /**
   * This thread's request gives its place to the next one, as it is to wait for long. It is not cut
   * off from now on. Whoever calls this must limit how many do.
   */
  public void giveUpPlace() {
    Optional<Client> client = Optional.ofNullable(clients.remove(Thread.currentThread()));
    if (client.isPresent()) {
      client.get().leave();
      if (client.get().isAnswered()) {
        answers.leave().ifPresent(Runnable::run);
      }
      requests.leave().ifPresent(this::start);
    }
  }

  /** This thread's client has taken a part of its answer. */
  void taken() {
    current().ifPresent(Client::moved);
  }

  /**
   * Answers this thread's client as soon as there is room for one more answer.
   *
   * @param address of the client; addresses take turns
   * @throws InterruptedIOException if the client was cut off just before, or these threads are
   *     closed
   */
  void answer(InetAddress address, Answering answering) throws IOException {
    begin();
    try {
      awaitRoomForAnswer(address);
    } finally {
      end();
    }
    Optional<Client> client = current();
    try {
      client.ifPresent(Client::answer);
      answering.answer();
    } finally {
      if (client.equals(current())) {
        answers.leave().ifPresent(Runnable::run);
      }
    }
  }

  /** Makes an answer and sends it. */
  @FunctionalInterface
  interface Answering {
    void answer() throws IOException;
  }

  /**
   * Cuts off every client that the server waits for, and answers nobody who has no place yet: all
   * at once they would need too much memory. Work is finished.
   */
  @Override
  public void close() {
    closed = true;
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

  private void awaitRoomForAnswer(InetAddress address) throws InterruptedIOException {
    CompletableFuture<Void> room = new CompletableFuture<>();
    if (!answers.enter(address, () -> room.complete(null))) {
      room.join();
    }
    if (closed) {
      throw new InterruptedIOException("the server has stopped");
    }
  }

  private void start(Runnable request) {
    try {
      threads.execute(() -> runAll(request));
      lacksThreads = false;
    } catch (OutOfMemoryError e) {
      requests.leave().ifPresent(this::start);
      if (!lacksThreads) {
        lacksThreads = true;
        LOG.warn(
            "clients are disconnected, because no thread can be made for them: raise the limit of"
                + " threads or memory",
            field("error", e));
      }
      throw new RejectedExecutionException("no thread for the client", e);
    }
  }

  /** Runs a request, and then those that wait for its place, as long as it keeps it. */
  private void runAll(Runnable first) {
    Optional<Runnable> next = Optional.of(first);
    while (next.isPresent()) {
      Client client = new Client();
      clients.put(Thread.currentThread(), client);
      try {
        next.get().run();
      } catch (RuntimeException | Error e) {
        LOG.error("request failed", e);
      } finally {
        boolean hasPlace = clients.remove(Thread.currentThread()) != null;
        client.leave();
        next = hasPlace ? requests.leave() : Optional.empty();
      }
    }
  }

  private void cutOffThoseWhoTakeTooLong() {
    clients.values().stream()
        .filter(Client::isAnswered)
        .filter(client -> client.stood() > patience.toNanos())
        .forEach(Client::cutOff);
  }
}
