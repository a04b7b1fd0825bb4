package io.daxkmem.mbeans;

import static io.daxkmem.mbeans.Machine.DAX0;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.daxkmem.region.Procfs;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Sysfs;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.management.AttributeChangeNotification;
import javax.management.AttributeChangeNotificationFilter;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the MBeans make of mainline's {@code state} attribute, for a region of 1 GiB on node 1. The
 * simulated kernel runs it in every build, a stock 7.3 in a virtual machine.
 */
@Timeout(600)
abstract class MainlineMBeans<S extends Sysfs> {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final String STATE = "bus/dax/devices/dax0.0/state";
  private static final String BLOCK = "devices/system/memory/memory33/state";
  private static final String ONLY_WHEN_ADDED =
      "this kernel brings memory online only when it adds it. It is offline now. Call unplug"
          + " first.";
  private static final String OTHER_ZONE =
      "online memory can change its zone only by going offline first. It is online_kernel now."
          + " Call unplug first.";

  protected final S sysfs;
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final RegionMBeans mbeans;

  MainlineMBeans(S sysfs, Optional<Procfs> procfs) {
    this.sysfs = sysfs;
    mbeans = new RegionMBeans(server, new Regions(sysfs, procfs, Duration.ofSeconds(10)));
  }

  /** Pins a page in the region, which is online in {@code ZONE_MOVABLE}. Closing frees it. */
  protected abstract AutoCloseable pinPage() throws Exception;

  /** Makes the kernel use the region, which is online in a kernel zone. Closing frees it. */
  protected abstract AutoCloseable useForKernel() throws Exception;

  @BeforeEach
  void start() throws IOException {
    sysfs.write(STATE, "unplugged");
    mbeans.start();
  }

  @AfterEach
  void stop() {
    mbeans.close();
  }

  @ParameterizedTest
  @CsvSource({
    "State, unplugged",
    "KernelInterface, state",
    "SizeBytes, 1073741824",
    "OnlineBytes, 0",
    "MemoryBlocksOnline, 0",
  })
  void attributesHaveTheKernelsValues(String attribute, String value) throws JMException {
    assertThat(server.getAttribute(DAX0, attribute)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TransitionsOnline",
        "TransitionsOnlineKernel",
        "TransitionsOnlineMovable",
        "TransitionsOffline",
        "TransitionsUnplug",
        "TransitionFailures",
        "TransitionSeconds",
        "ExternalChangesRefused",
        "TransitionPending",
        "Protected",
      })
  void whatThisKernelDoesNotTellIsNull(String attribute) throws JMException {
    assertThat(server.getAttribute(DAX0, attribute)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "online, online",
    "onlineKernel, online_kernel",
    "onlineMovable, online_movable",
  })
  void aRegionIsBroughtOnlineAndUnplugged(String operation, String state) throws JMException {
    assertThat(plan(state)).startsWith("yes");
    assertThat(invoke(operation))
        .isEqualTo("dax0.0 is " + state + "; it was unplugged, with 8 of 8 memory blocks in use.");
    assertThat(invoke("unplug", "dax0.0"))
        .isEqualTo("dax0.0 is unplugged; it was " + state + ", with 0 of 8 memory blocks in use.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"online", "onlineKernel", "onlineMovable"})
  void whatIsOfflineMustBeUnpluggedFirst(String operation) throws Exception {
    sysfs.write("bus/dax/drivers/kmem/unbind", "dax0.0");
    sysfs.write("bus/dax/drivers/kmem/bind", "dax0.0");

    assertThat(refused(operation)).endsWith(": " + ONLY_WHEN_ADDED);
    assertThat(plan("online"))
        .isEqualTo("no This kernel brings memory online only when it adds it. Call unplug first.");
  }

  @Test
  void anotherZoneNeedsAnUnplugFirst() throws JMException {
    invoke("onlineKernel");

    assertThat(refused("onlineMovable")).endsWith(": " + OTHER_ZONE);
    assertThat(invoke("onlineKernel")).asString().contains("as it was before");
  }

  @Test
  void aRegionCannotBeKeptOffline() throws JMException {
    invoke("onlineMovable");

    assertThat(refused("offline", "dax0.0"))
        .isEqualTo(
            "dax0.0 was not brought to offline: this kernel cannot offline a region and keep its"
                + " memory added: it lacks the attribute bus/dax/devices/dax0.0/hotplug. It is"
                + " online_movable now. Call unplug, or boot a kernel with the attribute hotplug.");
    assertThat(plan("offline")).startsWith("no This kernel cannot offline a region");
  }

  @Test
  void aSuccessThatTheKernelReportsWronglyIsNotBelieved() throws Exception {
    invoke("onlineMovable");
    sysfs.write(BLOCK, "offline");

    assertThat(plan("online_movable"))
        .isEqualTo(
            "no Its memory blocks are not in the state that the kernel says. Call unplug first.");
    assertThat(refused("onlineMovable"))
        .isEqualTo(
            "dax0.0 was not brought to online_movable: the kernel reported success, but it is"
                + " inconsistent, with 7 of 8 memory blocks in use. This kernel does not look at"
                + " memory blocks that others change, or that it cannot bring online itself. Call"
                + " unplug, then try again.");
    assertThat(server.getAttribute(DAX0, "OperationOutcome")).isEqualTo("failed");
    assertThat(refused("online"))
        .isEqualTo(
            "dax0.0 was not brought to online: its memory blocks are not in the state that the"
                + " kernel says. It is inconsistent now. Call unplug first.");
    assertThat(invoke("unplug", "dax0.0")).asString().startsWith("dax0.0 is unplugged");
  }

  @Test
  @SuppressWarnings("try")
  void anUnplugThatFailsSaysWhy() throws Exception {
    invoke("onlineKernel");

    try (AutoCloseable used = useForKernel()) {
      assertThat(refused("unplug", "dax0.0"))
          .startsWith(
              "dax0.0 was not brought to unplugged: some of its pages could not be moved to other"
                  + " memory. It is online_kernel now. Stop what uses memory of node 1 and try"
                  + " again.");
    }
  }

  @Test
  @SuppressWarnings("try")
  void anUnplugThatHangsIsRolledBackWhenCancelled() throws Exception {
    invoke("onlineMovable");

    try (AutoCloseable page = pinPage()) {
      CompletableFuture<Throwable> unplug =
          CompletableFuture.supplyAsync(
              () -> catchThrowable(() -> invoke("unplug", "dax0.0")),
              task -> new Thread(task, "operator").start());
      await()
          .atMost(LONG)
          .until(() -> server.getAttribute(DAX0, "MemoryBlocksGoingOffline").equals(1L));
      assertThat((Long) server.getAttribute(DAX0, "OperationBytesLeft")).isPositive();

      assertThat(invoke("cancel")).asString().endsWith("It is online_movable now.");

      assertThat(unplug)
          .succeedsWithin(LONG)
          .extracting(Throwable::getCause)
          .isInstanceOf(CancellationException.class);
      assertThat(server.getAttribute(DAX0, "MemoryBlocksMovable")).isEqualTo(8L);
    }
    assertThat(invoke("unplug", "dax0.0")).asString().startsWith("dax0.0 is unplugged");
  }

  @Test
  void whatOthersWriteIsAnnouncedAndWhatTheyDoToBlocksAtTheNextRescan() throws Exception {
    Queue<Object> told = new ConcurrentLinkedQueue<>();
    AttributeChangeNotificationFilter state = new AttributeChangeNotificationFilter();
    state.enableAttribute("State");
    server.addNotificationListener(
        DAX0,
        (notification, unused) ->
            told.add(((AttributeChangeNotification) notification).getNewValue()),
        state,
        null);

    sysfs.write(STATE, "online_movable");
    await().atMost(LONG).until(() -> told.contains("online_movable"));
    sysfs.write(BLOCK, "offline");
    mbeans.rescan();
    await().atMost(LONG).until(() -> told.contains("inconsistent"));
    sysfs.write(STATE, "unplugged");
    await().atMost(LONG).until(() -> told.contains("unplugged"));

    assertThat(told).containsExactly("online_movable", "inconsistent", "unplugged");
  }

  private String plan(String state) throws JMException {
    return String.join(" ", (String[]) invoke("plan", state));
  }

  /** The message of an operation that does not succeed, on one line. */
  private String refused(String operation, Object... arguments) {
    Throwable thrown = catchThrowable(() -> invoke(operation, arguments));
    assertThat(thrown).cause().isInstanceOf(IllegalStateException.class);
    return requireNonNull(requireNonNull(thrown.getCause()).getMessage()).replace('\n', ' ');
  }

  private Object invoke(String operation, Object... arguments) throws JMException {
    String[] signature = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      signature[i] = "java.lang.String";
    }
    Object answer = server.invoke(DAX0, operation, arguments, signature);
    return answer instanceof String text ? text.replace('\n', ' ') : answer;
  }
}
