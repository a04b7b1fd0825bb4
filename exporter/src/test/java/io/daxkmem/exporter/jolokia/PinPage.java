package io.daxkmem.exporter.jolokia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/**
 * A program for virtual machines that pins a page of node 1. An offlining of the page's memory
 * block then never ends by itself.
 */
public final class PinPage {
  /** Starts it, and waits until it has its page. */
  public static final String PIN =
      """
      target/pin-page 1 < <(exec sleep 10000) >/tmp/pinned 2>&1 &
      echo $! >/tmp/pin-page.pid
      until grep -q pinned /tmp/pinned; do sleep 0.1; done
      """;

  /** Ends it. */
  public static final String RELEASE = "kill $(cat /tmp/pin-page.pid)\n";

  private PinPage() {}

  /** Makes {@code target/pin-page}. */
  public static void compile() throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("gcc", "-O2", "-o", "target/pin-page", "../mbeans/src/test/c/pin-page.c")
            .inheritIO()
            .start()
            .waitFor();
    assertThat(status).as("gcc's exit status").isZero();
  }
}
