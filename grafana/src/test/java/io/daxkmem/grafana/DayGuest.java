package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.daxkmem.vm.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A running machine of the scripted day. Closing ends it. */
record DayGuest(DayMachine kind, ExporterMachine machine, GuestSteps steps)
    implements AutoCloseable {

  /**
   * Boots it and waits until its exporter answers.
   *
   * @param folder for its files; empty; the caller deletes it
   */
  static DayGuest boot(DayMachine kind, Path folder) throws IOException, InterruptedException {
    compilePinPage(folder);
    try (InputStream script = DayGuest.class.getResourceAsStream("day.sh")) {
      Files.copy(Objects.requireNonNull(script), folder.resolve("day.sh"));
    }
    GuestSteps steps = new GuestSteps(ExporterMachine.freePort());
    VirtualMachine machine =
        kind.virtualMachine().with("--forward", steps.port() + ":" + GuestSteps.GUEST_PORT);
    return new DayGuest(
        kind, ExporterMachine.boot(folder, machine, kind.wanted(), GuestSteps.SERVER), steps);
  }

  private static void compilePinPage(Path folder) throws IOException, InterruptedException {
    String program = folder.resolve("pin-page").toString();
    int status =
        new ProcessBuilder("gcc", "-O2", "-o", program, "../mbeans/src/test/c/pin-page.c")
            .inheritIO()
            .start()
            .waitFor();
    assertThat(status).as("gcc's exit status").isZero();
  }

  /** The operator asks for something, and it is done. */
  void done(String device, String operation, Object... arguments) throws Exception {
    machine.operator().done(device, operation, arguments);
  }

  /** The operator asks for something, and it is refused or fails, for this reason. */
  void notDone(String reason, String device, String operation, Object... arguments)
      throws Exception {
    JsonNode answer = machine.operator().ask(device, operation, arguments);
    assertThat(answer.path("status").asInt()).as("%s: %s", kind, answer).isNotEqualTo(200);
    assertThat(answer.path("error").asText().replace('\n', ' ')).contains(reason);
  }

  /** The operator asks for something that does not end before the machine does. */
  void hangs(String device, String operation, Object... arguments) {
    var unused =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return machine.operator().ask(device, operation, arguments);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("the machine has ended", e);
              }
            });
  }

  /** Somebody on the machine does something that {@code day.sh} has. */
  void step(String name) throws IOException {
    steps.run(name);
  }

  @Override
  public void close() throws IOException {
    machine.close();
  }
}
