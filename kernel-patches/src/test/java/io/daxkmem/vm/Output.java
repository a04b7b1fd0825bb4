package io.daxkmem.vm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a program wrote, and its exit status. */
record Output(List<String> lines, int status) {

  /** Runs the program; one that hangs is ended after {@code longest}. */
  static Output of(ProcessBuilder command, Duration longest) {
    try {
      Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      CompletableFuture.delayedExecutor(longest.toSeconds(), TimeUnit.SECONDS)
          .execute(process::destroy);
      List<String> lines = process.inputReader().lines().toList();
      return new Output(lines, process.onExit().join().exitValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
