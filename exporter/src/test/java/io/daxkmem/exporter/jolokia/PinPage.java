package io.daxkmem.exporter.jolokia;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program for virtual machines that pins a page of node 1. An offlining of the page's memory
 * block then never ends by itself.
 */
final class PinPage {
  /** Starts it, and waits until it has its page. */
  static final String PIN =
      """
      rm -f /tmp/pinned
      [ -p /tmp/hold ] || mkfifo /tmp/hold
      target/pin-page 1 <>/tmp/hold >/tmp/pinned 2>&1 &
      echo $! >/tmp/pin-page.pid
      until grep -qs pinned /tmp/pinned; do kill -0 $!; sleep 0.1; done
      """;

  /** Ends it. */
  static final String RELEASE = "kill $(cat /tmp/pin-page.pid)\n";

  private PinPage() {}

  /** Makes {@code target/pin-page}, which another test's machine may be using. */
  static void compile() throws IOException, InterruptedException {
    Path made = Files.createTempFile(Path.of("target"), "pin-page", "");
    int status =
        new ProcessBuilder("gcc", "-O2", "-o", made.toString(), "../mbeans/src/test/c/pin-page.c")
            .inheritIO()
            .start()
            .waitFor();
    assertThat(status).as("gcc's exit status").isZero();
    Files.move(made, Path.of("target", "pin-page"), ATOMIC_MOVE);
  }
}
