package io.daxkmem.exporter.jolokia;

import io.daxkmem.exporter.Http;
import java.io.IOException;

/**
 * A second exporter in the machine of an {@link ExporterMachine}, with operations enabled and an
 * audit of its own.
 *
 * @param shell of the machine
 * @param jolokia on the host
 */
record SecondDaemon(GuestShell shell, Http jolokia) {
  /** Kills it. */
  static final String KILL = "kill -9 $(cat /tmp/second.pid)\n";

  private static final String GUEST_PORT = ":8779";

  /** In the machine that the shell belongs to. */
  static SecondDaemon inTheMachineOf(GuestShell shell) {
    return new SecondDaemon(shell, new Http(ExporterMachine.freePort()));
  }

  /**
   * What makes a script wait until the log {@code /tmp/NAME.log} says that it has started. If it
   * does not, the script prints the log, and fails.
   */
  static String untilStarted(String name) {
    return """
    for _ in {1..600}; do
      ! grep -q started /tmp/%1$s.log || break
      sleep 1
    done
    grep -q started /tmp/%1$s.log || { cat /tmp/%1$s.log && exit 1; }
    """
        .formatted(name);
  }

  /** The value of the option {@code --forward} of {@code vm/run}. */
  String forward() {
    return jolokia.server().getPort() + GUEST_PORT;
  }

  /** Starts it. */
  void start() throws IOException {
    start("");
  }

  /**
   * @param first what its process does before it becomes the exporter
   */
  void start(String first) throws IOException {
    shell.run(
        """
        rm -f /tmp/second.log
        (
          %s
          control --web.listen-address=127.0.0.1:10141 --audit.file=/tmp/second.json \
            --jolokia.listen-address=127.0.0.1%s
        ) >/tmp/second.log 2>&1 </dev/null &
        echo $! >/tmp/second.pid
        %s
        """
            .formatted(first, GUEST_PORT, untilStarted("second")));
  }

  /** Waits until it is gone. */
  void awaitEnd() throws IOException {
    shell.run(
        "timeout 300 bash -c 'while [ -e /proc/$(cat /tmp/second.pid) ]; do sleep 0.1; done'");
  }

  /** Jolokia's answer to an operation. */
  String operate(String operation, String... arguments) throws IOException, InterruptedException {
    return ExporterMachine.operate(jolokia, operation, arguments);
  }

  /** Unplugs the region and brings it online, until nobody answers. Returns how often. */
  int operateUntilTheEnd() {
    return Http.operateUntilTheEnd(
        done -> done % 2 == 0 ? operate("unplug", "dax0.0") : operate("onlineMovable"));
  }

  /** How many operations its audit has as done. */
  int auditedAsDone() throws IOException {
    return Integer.parseInt(
        shell.run("grep -c '\"outcome\":\"done\"' /tmp/second.json || true").strip());
  }
}
