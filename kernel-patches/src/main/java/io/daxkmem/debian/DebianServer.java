package io.daxkmem.debian;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of one of Debian's packages, on any port of loopback. */
public final class DebianServer implements AutoCloseable {
  private final Path log;
  private final Process process;
  private final InetSocketAddress address;

  /**
   * Starts it and waits until it answers.
   *
   * @param log written
   * @param ready what it logs then; its group is the port
   * @param command the program, named as its package, and its arguments
   * @throws IOException where it is not installed, or ended
   */
  public DebianServer(Path log, Pattern ready, List<String> command) throws IOException {
    this.log = log;
    process = start(command);
    try {
      int port =
          await().atMost(Duration.ofMinutes(5)).until(() -> port(ready), found -> found != 0);
      address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private Process start(List<String> command) throws IOException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new IOException("%s did not start: apt-get install %1$s".formatted(command.get(0)), e);
    }
  }

  private int port(Pattern ready) throws IOException {
    String said = Files.readString(log);
    if (!process.isAlive()) {
      throw new IOException("it ended, having said:\n" + said);
    }
    Matcher found = ready.matcher(said);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
