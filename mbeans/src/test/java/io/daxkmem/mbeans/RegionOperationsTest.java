package io.daxkmem.mbeans;

import static io.daxkmem.mbeans.Machine.DAX0;
import static io.daxkmem.mbeans.Machine.DAX1;
import static io.daxkmem.mbeans.Machine.REGIONS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.daxkmem.mbeans.operation.Audit;
import io.daxkmem.mbeans.operation.EndedOperation;
import io.daxkmem.mbeans.operation.JmxCaller;
import io.daxkmem.mbeans.operation.OperationListener;
import io.daxkmem.mbeans.operation.Outcome;
import io.daxkmem.mbeans.operation.Requester;
import io.daxkmem.mbeans.operation.WordWrap;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.RuntimeMBeanException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations on a region through its MBean. */
@Timeout(60)
class RegionOperationsTest {
  private final Machine machine = new Machine();

  @BeforeEach
  void nameTheCaller() {
    Thread.currentThread().setName("admin");
  }

  @AfterEach
  void close() {
    machine.sysfs.freePages(35);
    machine.close();
  }

  @ParameterizedTest
  @CsvSource({
    "online, online, Normal",
    "onlineKernel, online_kernel, Normal",
    "onlineMovable, online_movable, Movable",
  })
  void aRegionIsBroughtOnline(String operation, String state, String zone) throws Exception {
    Object message = machine.invoke(operation);

    assertThat(message)
        .isEqualTo("dax0.0 is " + state + "; it was offline, with 8 of 8 memory blocks in use.");
    assertThat(machine.dax0().state().text()).isEqualTo(state);
    assertThat(machine.dax0().blocks().orElseThrow().blocks())
        .allSatisfy(block -> assertThat(block.zone()).isEqualTo(zone));
  }

  @ParameterizedTest
  @CsvSource({"offline, offline", "unplug, unplugged"})
  void offlineAndUnplugWorkWithConfirmation(String operation, String state) throws Exception {
    machine.invoke("onlineMovable");

    Object message = machine.invoke(operation, "dax0.0");

    assertThat(message)
        .isEqualTo(
            "dax0.0 is " + state + "; it was online_movable, with 0 of 8 memory blocks in use.");
    assertThat(machine.dax0().state().text()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({"offline, String", "offline, dax1.0", "offline,", "unplug, String", "unplug, ''"})
  void offlineAndUnplugAreRefusedWithoutConfirmation(String operation, String confirm)
      throws Exception {
    machine.invoke("onlineMovable");

    assertRefused(() -> machine.invoke(operation, confirm))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "that takes memory away from its users. Type the device's name, dax0.0, as confirm if you"
                + " mean it.");
    assertThat(machine.dax0().state()).isEqualTo(RegionState.ONLINE_MOVABLE);
    assertThat(last().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"offline", "unplug", "unplugged"})
  void changeStateNeedsConfirmationToTakeMemoryAway(String state) throws Exception {
    machine.invoke("onlineMovable");

    assertRefused(() -> machine.invoke("changeState", state, 0L, "String"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Type the device's name, dax0.0");
    assertThat(machine.dax0().state()).isEqualTo(RegionState.ONLINE_MOVABLE);
    assertThat(last().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void aBarredUserCannotChangeARegion() throws Exception {
    machine.barred = Optional.of("viewers may only look.");

    for (String operation : List.of("online", "onlineMovable", "onlineKernel")) {
      assertBarred(() -> machine.invoke(operation));
    }
    assertBarred(() -> machine.invoke("offline", "dax0.0"));
    assertBarred(() -> machine.invoke("unplug", "dax0.0"));
    assertBarred(() -> machine.invoke("changeState", "online", 0L, ""));

    assertThat(machine.dax0().state()).isEqualTo(RegionState.OFFLINE);
    assertThat(machine.operations)
        .hasSize(6)
        .extracting(EndedOperation::outcome)
        .containsOnly(Outcome.REFUSED);
    assertThat(((String[]) machine.invoke("plan", "online"))[0]).isEqualTo("yes");
  }

  @Test
  void aBarredUserCannotCancel() throws Exception {
    CompletableFuture<Object> unplug = hangingUnplug();
    machine.barred = Optional.of("viewers may only look.");

    assertRefused(() -> machine.invoke("cancel"))
        .isInstanceOf(SecurityException.class)
        .hasMessage("Nothing was cancelled on dax0.0: viewers may only look.");

    assertThat(unplug).isNotDone();
    assertThat(machine.dax0().pending()).contains(Transition.UNPLUG);
  }

  @ParameterizedTest
  @CsvSource({
    "online, online",
    "online_kernel, online_kernel",
    "online_movable, online_movable",
    "offline, offline",
    "unplug, unplugged",
    "unplugged, unplugged",
  })
  void changeStateReachesEachState(String word, String state) throws Exception {
    machine.invoke("changeState", word, 30L, "dax0.0");

    assertThat(machine.get(DAX0, "State")).isEqualTo(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "String", "inconsistent", "Online"})
  void anUnknownStateIsRefusedAndTheKnownAreListed(String word) {
    assertRefused(() -> machine.invoke("changeState", word, 0L, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'%s' is not a state that a region can be brought to: choose online, online_kernel, online_movable, offline or unplugged."
                .formatted(word));
  }

  @Test
  void aNegativeTimeoutIsRefused() {
    assertRefused(() -> machine.invoke("changeState", "online", -1L, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("timeoutSeconds is -1");
  }

  @Test
  void aRefusalByTheKernelIsExplained() throws Exception {
    machine.invoke("online");

    assertRefused(() -> machine.invoke("onlineMovable"))
        .isInstanceOf(IllegalStateException.class)
        .hasNoCause()
        .hasMessage(
            "dax0.0 was not brought to online_movable: online memory can change its zone only by"
                + " going offline first. It is online now. Call offline or unplug first.");
    assertThat(last().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void aTransitionTheKernelLacksIsExplained() throws Exception {
    machine.sysfs.useForKernel(35);
    machine.invoke("online");

    assertRefused(() -> machine.invoke("offline", "dax0.0"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "dax0.0 was not brought to offline: some of its pages could not be moved to other"
                + " memory. It is online now. Stop what uses memory of node 1 and try again. Pages of the"
                + " kernel itself cannot be moved at all; only memory that is online_movable has none."
                + " 8 of 8 memory blocks in use are not in ZONE_MOVABLE, where the"
                + " kernel may have pages that cannot be moved: memory32, memory33,");
    assertThat(last().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(machine.dax0().state()).isEqualTo(RegionState.ONLINE);
  }

  @Test
  void aMissingDeviceIsReported() throws Exception {
    machine.sysfs.removeDevice("dax0.0");

    assertRefused(() -> machine.invoke("online"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "dax0.0 was not brought to online: the device is gone, or no longer bound to kmem.");
  }

  @Test
  void theListenerIsToldOfEachOperation() throws Exception {
    Instant before = Instant.now();
    machine.invoke("online");

    assertThat(machine.operations).hasSize(1);
    assertThat(last())
        .returns("dax0.0", EndedOperation::device)
        .returns(Transition.ONLINE, EndedOperation::to)
        .returns(RegionState.OFFLINE, EndedOperation::from)
        .returns(new Requester("admin", ""), EndedOperation::requester)
        .returns(Outcome.DONE, EndedOperation::outcome)
        .returns(
            "dax0.0 is online; it was offline, with 8 of 8 memory blocks in use.",
            EndedOperation::message);
    assertThat(last().started()).isBetween(before, Instant.now());
    assertThat(last().duration()).isPositive();
  }

  @Test
  void theLastOperationStaysInTheAttributes() throws Exception {
    machine.invoke("onlineMovable");

    assertThat(machine.get(DAX0, "OperationTarget")).isEqualTo("online_movable");
    assertThat(machine.get(DAX0, "OperationRequestedBy")).isEqualTo("admin");
    assertThat(Instant.parse((String) machine.get(DAX0, "OperationStarted")))
        .isBefore(Instant.now());
    assertThat((Double) machine.get(DAX0, "OperationSeconds"))
        .isEqualTo(last().duration().toNanos() / 1e9);
    assertThat(machine.get(DAX0, "OperationOutcome")).isEqualTo("done");
    assertThat(machine.get(DAX0, "OperationMessage")).isEqualTo(last().message());
    assertProgress(8, 0);
  }

  @Test
  void laterChangesByOthersAreNotProgressOfTheLastOperation() throws Exception {
    machine.invoke("onlineMovable");
    machine.regions.change("dax0.0", Transition.UNPLUG);

    assertProgress(8, 0);
  }

  @Test
  void aHangingTransitionShowsProgressAndBlocksNoReader() throws Exception {
    CompletableFuture<Object> unplug = hangingUnplug();

    assertThat(machine.get(DAX0, "OperationRunning")).isEqualTo(true);
    assertThat(machine.get(DAX0, "OperationTarget")).isEqualTo("unplug");
    assertThat(machine.get(DAX0, "OperationRequestedBy")).isEqualTo("operator");
    assertThat(machine.get(DAX0, "OperationOutcome")).isEqualTo("running");
    assertThat(machine.get(DAX0, "OperationMessage")).isNull();
    await().until(() -> machine.get(DAX0, "OperationBlocksDone").equals(3L));
    assertProgress(3, 5L * (128L << 20));
    assertThat(machine.get(DAX0, "State")).isEqualTo("online_movable");
    assertThat(machine.get(DAX0, "TransitionPending")).isEqualTo("unplug");
    assertThat(machine.get(DAX1, "State")).isEqualTo("offline");
    assertThat(unplug).isNotDone();
  }

  @Test
  void aSecondOperationIsRefusedWhileOneRuns() throws Exception {
    CompletableFuture<Object> unplug = hangingUnplug();
    Object started = machine.get(DAX0, "OperationStarted");

    assertRefused(() -> machine.invoke("online"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "dax0.0 was not brought to online: it is busy with unplug, asked for by operator at "
                + started
                + ". Wait for that to end, or cancel it.");
    assertThat(last().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(machine.get(DAX0, "OperationTarget")).isEqualTo("unplug");
    assertThat((String[]) machine.invoke("plan", "online"))
        .containsExactly("no", "It is busy with unplug, asked for by operator at " + started + ".");
    assertThat(unplug).isNotDone();
  }

  @Test
  void cancelEndsTheOperation() throws Exception {
    CompletableFuture<Object> unplug = hangingUnplug();

    Object answer = machine.invoke("cancel");

    String message =
        "dax0.0 was not brought to unplugged: it was cancelled by admin. It is online_movable now.";
    assertThat(answer).isEqualTo(message);
    assertThat(unplug)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .havingRootCause()
        .isInstanceOf(CancellationException.class)
        .withMessage(WordWrap.text(message));
    assertThat(last().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(machine.get(DAX0, "OperationOutcome")).isEqualTo("cancelled");
    assertProgress(0, 0);
    assertThat(machine.dax0().blocks().orElseThrow().movable()).isEqualTo(8);
  }

  @Test
  void cancelWithoutAnOperationFails() {
    assertRefused(() -> machine.invoke("cancel"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Nothing to cancel");
  }

  @Test
  void anOperationTimesOut() throws Exception {
    machine.invoke("onlineMovable");
    machine.sysfs.pinPage(35);

    assertRefused(() -> machine.invoke("changeState", "offline", 1L, "dax0.0"))
        .isInstanceOf(TimeoutException.class)
        .hasMessage(
            "dax0.0 was not brought to offline: it took longer than 1 s. It is online_movable now."
                + " All 8 memory blocks in use are in ZONE_MOVABLE. Node 1 has 0 B in use, 0 B of"
                + " which must be kept; other nodes can take 7 GiB.");
    assertThat(last().outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(machine.dax0().state()).isEqualTo(RegionState.ONLINE_MOVABLE);
  }

  @Test
  void interruptingTheCallerCancels() throws Exception {
    machine.invoke("onlineMovable");
    machine.sysfs.pinPage(35);
    Thread.currentThread().interrupt();

    assertRefused(() -> machine.invoke("offline", "dax0.0"))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("the client waiting for it was interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(machine.dax0().state()).isEqualTo(RegionState.ONLINE_MOVABLE);
  }

  @Test
  void closeCancelsTheOperation() throws Exception {
    CompletableFuture<Object> unplug = hangingUnplug();

    machine.close();

    assertThat(unplug)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .havingRootCause()
        .withMessageContaining("its MBean was unregistered");
    assertThat(machine.dax0().state()).isEqualTo(RegionState.ONLINE_MOVABLE);
  }

  @Test
  void aThrowingListenerDoesNotAffectTheCaller() throws Exception {
    machine.close();
    OperationListener broken =
        operation -> {
          throw new IllegalStateException("a listener that throws");
        };
    try (RegionMBeans mbeans =
        new RegionMBeans(machine.server, machine.regions, new JmxCaller(), new Audit(), broken)) {
      mbeans.start();
      machine.invoke("online");

      assertThat(machine.get(DAX0, "OperationOutcome")).isEqualTo("done");
    }
  }

  @Test
  void allOperationsAreInLastOperations() throws Exception {
    machine.invoke("online");
    assertThat(catchThrowable(() -> machine.invoke("unplug", "String")))
        .hasMessageContaining("confirm");

    assertThat((String[]) machine.get(REGIONS, "LastOperations"))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains("\"from\":\"offline\",\"to\":\"online\",\"outcome\":\"done\""),
            line ->
                assertThat(line)
                    .contains("\"from\":\"online\",\"to\":\"unplugged\",\"outcome\":\"refused\""));
  }

  private CompletableFuture<Object> hangingUnplug() throws JMException, IOException {
    machine.invoke("onlineMovable");
    machine.sysfs.pinPage(35);
    CompletableFuture<Object> unplug = new CompletableFuture<>();
    Thread operator =
        new Thread(
            () -> {
              try {
                unplug.complete(machine.invoke("unplug", "dax0.0"));
              } catch (JMException | RuntimeException e) {
                unplug.completeExceptionally(e);
              }
            },
            "operator");
    operator.start();
    await().until(() -> machine.dax0().pending().isPresent());
    return unplug;
  }

  private void assertProgress(long blocks, long bytesLeft) throws JMException {
    assertThat(machine.get(DAX0, "OperationBlocksDone")).isEqualTo(blocks);
    assertThat(machine.get(DAX0, "OperationBlocksTotal")).isEqualTo(8L);
    assertThat(machine.get(DAX0, "OperationBytesLeft")).isEqualTo(bytesLeft);
  }

  private EndedOperation last() {
    return machine.operations.get(machine.operations.size() - 1);
  }

  private static void assertBarred(ThrowingCallable operation) {
    assertRefused(operation)
        .isInstanceOf(SecurityException.class)
        .hasMessageMatching("dax0.0 was not brought to \\w+: viewers may only look\\.");
  }

  /**
   * Asserts on the MBean's exception, unwrapped from the server's, with its message on one line.
   */
  private static AbstractThrowableAssert<?, ?> assertRefused(ThrowingCallable operation) {
    Throwable thrown = catchThrowable(operation);
    assertThat(thrown).isInstanceOfAny(RuntimeMBeanException.class, MBeanException.class);
    return assertThat(inOneLine(requireNonNull(thrown.getCause())));
  }

  private static Throwable inOneLine(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage()).replace('\n', ' ');
    try {
      return thrown.getClass().getConstructor(String.class).newInstance(message);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(thrown);
    }
  }
}
