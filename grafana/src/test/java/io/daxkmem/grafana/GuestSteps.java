package io.daxkmem.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * Lets a machine run steps of a script. It runs only those that the script has, because whoever can
 * connect to the port can ask for them.
 *
 * @param port of the host, forwarded to {@link #GUEST_PORT}
 */
record GuestSteps(int port) {
  static final int GUEST_PORT = 10141;

  /** The command that serves them, where the script is {@code day.sh} in the current folder. */
  static final String SERVER =
      "socat TCP-LISTEN:" + GUEST_PORT + ",bind=127.0.0.1,fork,reuseaddr EXEC:'bash day.sh';";

  /** Runs a step to its end. */
  void run(String step) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((step + "\n").getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      if (!answer.equals("ended 0\n")) {
        throw new IOException("the step " + step + " said: " + answer);
      }
    }
  }
}
