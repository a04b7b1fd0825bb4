package io.daxkmem.mbeans.operation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.daxkmem.region.Transition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A running or ended operation. It has its own thread, so that it can be interrupted. */
public final class Operation {
  /** The outcome of an operation that has not ended. */
  static final String RUNNING = "running";

  private static final StopReason INTERRUPTED =
      new StopReason(Outcome.CANCELLED, "it was interrupted");

  private final TransitionRunner runner;
  private final Transition to;
  private final Requester requester;
  private final OperationRecorder recorder;
  private final Instant started = Instant.now();
  private final long startedNanos = System.nanoTime();
  private final AtomicReference<@Nullable StopReason> stopReason = new AtomicReference<>();
  private final CompletableFuture<EndedOperation> ended = new CompletableFuture<>();
  private final Thread thread;

  Operation(
      TransitionRunner runner, Transition to, Requester requester, OperationRecorder recorder) {
    this.runner = runner;
    this.to = to;
    this.requester = requester;
    this.recorder = recorder;
    this.thread = daemon(this::run, "run");
  }

  /** Itself as it is before {@link #start}. */
  BegunOperation begun() {
    return new BegunOperation(runner.device(), to, requester, started);
  }

  void start() {
    thread.start();
  }

  private void run() {
    TransitionResult result = runner.run(to, this::stopReason);
    EndedOperation operation =
        new EndedOperation(
            runner.device(),
            result.from(),
            to,
            requester,
            started,
            elapsed(),
            result.outcome(),
            result.message());
    recorder.ended(operation);
    ended.complete(operation);
    recorder.outcome(RUNNING, operation.outcome().text(), operation.message());
  }

  /**
   * Interrupts the operation and returns without waiting for its end. Only the first reason counts.
   */
  public void stop(StopReason why) {
    if (stopReason.compareAndSet(null, why)) {
      // interrupt() blocks until the kernel has returned from the write, so call it on another
      // thread
      daemon(thread::interrupt, "stop").start();
    }
  }

  private StopReason stopReason() {
    StopReason why = stopReason.get();
    return why == null ? INTERRUPTED : why;
  }

  /**
   * Waits for the end. Stops the operation when the timeout expires or this thread is interrupted.
   *
   * @param timeoutSeconds 0 for none
   */
  EndedOperation await(long timeoutSeconds) {
    try {
      return timeoutSeconds == 0 ? ended.get() : ended.get(timeoutSeconds, SECONDS);
    } catch (TimeoutException e) {
      stop(new StopReason(Outcome.TIMED_OUT, "it took longer than " + timeoutSeconds + " s"));
      return ended.join();
    } catch (InterruptedException e) {
      stop(new StopReason(Outcome.CANCELLED, "the client waiting for it was interrupted"));
      EndedOperation operation = ended.join();
      Thread.currentThread().interrupt();
      return operation;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an operation always has a result", e);
    }
  }

  /** Waits for the end, but not longer than this. Does not stop the operation. */
  public void awaitEnd(Duration most) {
    try {
      var unused = ended.get(most.toMillis(), MILLISECONDS);
    } catch (TimeoutException e) {
      // still running
    } catch (ExecutionException e) {
      throw new IllegalStateException("an operation always has a result", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public boolean isRunning() {
    return !ended.isDone();
  }

  /** The result; empty while it is running. */
  public Optional<EndedOperation> ended() {
    return Optional.ofNullable(ended.getNow(null));
  }

  /** {@code running}, or the text of the {@link Outcome}. */
  public String outcome() {
    return ended().map(operation -> operation.outcome().text()).orElse(RUNNING);
  }

  public Transition to() {
    return to;
  }

  public Requester requester() {
    return requester;
  }

  /** When it was requested, truncated to seconds. */
  public Instant started() {
    return started.truncatedTo(ChronoUnit.SECONDS);
  }

  /** From the request until the end, or until now while it is running. */
  public Duration duration() {
    return ended().map(EndedOperation::duration).orElseGet(this::elapsed);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s, asked for by %s at %s", to.text(), requester.text(), started());
  }

  private Thread daemon(Runnable task, String what) {
    Thread daemon = new Thread(task, runner.device() + "-" + to.text() + "-" + what);
    daemon.setDaemon(true);
    return daemon;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }
}
