package io.daxkmem.exporter.jolokia;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Runs scripts in a virtual machine that serves bash on a port.
 *
 * @param port on the host
 */
record GuestShell(InetSocketAddress port) {
  /** What the machine has to run: serves until it is ended. */
  static final String SERVE =
      "socat TCP-LISTEN:7000,bind=127.0.0.1,fork,reuseaddr EXEC:bash,stderr\n";

  private static final String GUEST_PORT = ":7000";

  /** Longer than any script is silent. */
  private static final int MOST_SILENT_MILLIS = 600_000;

  private static final String STATUS = "exit status ";

  /** A shell on a free port. */
  static GuestShell onAFreePort() {
    return new GuestShell(ExporterMachine.freePort());
  }

  /** The value of the option {@code --forward} of {@code vm/run}. */
  String forward() {
    return port.getPort() + GUEST_PORT;
  }

  /**
   * Runs a bash script in the current folder, as root. What it leaves in the background must have
   * its output elsewhere.
   *
   * @return its output and error output
   * @throws IOException if its status is not 0, or if it hangs
   */
  String run(String script) throws IOException {
    String whole = "{\nset -e\n%s\n}\n".formatted(script);
    try (Socket shell = new Socket(port.getAddress(), port.getPort())) {
      shell.setSoTimeout(MOST_SILENT_MILLIS);
      shell
          .getOutputStream()
          .write("trap 'echo %s$?' EXIT\n%sexit\n".formatted(STATUS, whole).getBytes(UTF_8));
      String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
      int end = output.lastIndexOf(STATUS);
      if (end < 0 || !output.substring(end + STATUS.length()).strip().equals("0")) {
        throw new IOException(script + " failed:\n" + output);
      }
      return output.substring(0, end);
    }
  }
}
