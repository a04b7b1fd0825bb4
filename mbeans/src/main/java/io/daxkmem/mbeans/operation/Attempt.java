package io.daxkmem.mbeans.operation;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.daxkmem.region.Transition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An operation asked for, which runs on a thread of its own, so that it can be interrupted. */
public final class Attempt {
  private final String device;
  private final Transition to;
  private final Requester requester;
  private final Instant started = Instant.now();
  private final long startedNanos = System.nanoTime();
  private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
  private final CompletableFuture<EndedOperation> ended = new CompletableFuture<>();
  private final Thread thread;

  /**
   * @param work carries it out and says how it ended; interrupted when it is to stop
   * @param then is told how it ended, once everybody can see that
   */
  public Attempt(
      String device,
      Transition to,
      Requester requester,
      Function<Attempt, EndedOperation> work,
      Consumer<EndedOperation> then) {
    this.device = device;
    this.to = to;
    this.requester = requester;
    this.thread = daemon(() -> ended.completeAsync(() -> work.apply(this), Runnable::run), "run");
    var unused = ended.thenAccept(then);
  }

  public void start() {
    thread.start();
  }

  /** Interrupts it, without waiting until it has ended; the first to do so is the reason. */
  public void stop(Stop why) {
    if (stop.compareAndSet(null, why)) {
      // interrupting a thread that writes returns only when the kernel has let go of it
      daemon(thread::interrupt, "stop").start();
    }
  }

  /** Why it was interrupted. */
  public Stop stopped() {
    Stop why = stop.get();
    return why == null ? new Stop(Outcome.CANCELLED, "it was interrupted") : why;
  }

  /**
   * Waits until it has ended, and stops it when that takes too long or this thread is interrupted.
   *
   * @param timeoutSeconds 0: as long as it takes
   */
  public EndedOperation await(long timeoutSeconds) {
    try {
      return timeoutSeconds == 0 ? ended.get() : ended.get(timeoutSeconds, SECONDS);
    } catch (TimeoutException e) {
      stop(new Stop(Outcome.TIMED_OUT, "it took longer than %d s".formatted(timeoutSeconds)));
      return ended.join();
    } catch (InterruptedException e) {
      stop(new Stop(Outcome.CANCELLED, "whoever asked for it was stopped"));
      EndedOperation operation = ended.join();
      Thread.currentThread().interrupt();
      return operation;
    } catch (ExecutionException e) {
      return ended.join();
    }
  }

  public EndedOperation end(Ending ending) {
    return new EndedOperation(
        device,
        ending.from(),
        to,
        requester,
        started,
        elapsed(),
        ending.outcome(),
        ending.message());
  }

  public boolean isRunning() {
    return !ended.isDone();
  }

  /** How it ended; empty while it runs. */
  public Optional<EndedOperation> result() {
    return Optional.ofNullable(ended.getNow(null));
  }

  public Transition to() {
    return to;
  }

  public Requester requester() {
    return requester;
  }

  public Instant started() {
    return started.truncatedTo(ChronoUnit.SECONDS);
  }

  /** How long it took, or has taken until now. */
  public Duration duration() {
    return result().map(EndedOperation::duration).orElseGet(this::elapsed);
  }

  @Override
  public String toString() {
    return "%s, asked for by %s at %s".formatted(to.text(), requester.text(), started());
  }

  private Thread daemon(Runnable task, String what) {
    Thread daemon = new Thread(task, device + "-" + to.text() + "-" + what);
    daemon.setDaemon(true);
    return daemon;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }
}
