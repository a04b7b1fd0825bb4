package io.daxkmem.mbeans;

import static io.daxkmem.mbeans.Machine.DAX0;
import static io.daxkmem.mbeans.Machine.REGIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.daxkmem.region.Regions;
import io.daxkmem.region.Transition;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.management.AttributeChangeNotification;
import javax.management.AttributeChangeNotificationFilter;
import javax.management.JMException;
import javax.management.NotificationFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notifications of state changes, operations and devices. */
class NotificationsTest {
  private final Machine machine = new Machine();
  private final List<AttributeChangeNotification> told = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() throws JMException {
    machine.server.addNotificationListener(
        DAX0,
        (notification, unused) -> told.add((AttributeChangeNotification) notification),
        of("State"),
        null);
  }

  @AfterEach
  void close() {
    machine.close();
  }

  @Test
  void eachChangeIsAnnouncedOnce() throws Exception {
    changeAndAwait(Transition.ONLINE_MOVABLE, 1);
    machine.mbeans.rescan();
    machine.regions.change("dax0.0", Transition.ONLINE_MOVABLE);
    changeAndAwait(Transition.UNPLUG, 2);

    assertThat(told)
        .extracting(
            AttributeChangeNotification::getAttributeName,
            AttributeChangeNotification::getOldValue,
            AttributeChangeNotification::getNewValue,
            AttributeChangeNotification::getMessage)
        .containsExactly(
            tuple("State", "offline", "online_movable", "dax0.0 is online_movable; it was offline"),
            tuple(
                "State",
                "online_movable",
                "unplugged",
                "dax0.0 is unplugged; it was online_movable"));
    assertThat(told).extracting(AttributeChangeNotification::getSource).containsOnly(DAX0);
  }

  @Test
  void aChangeByOthersIsAnnounced() throws Exception {
    machine.sysfs.write("module/kmem/parameters/protect", "never");
    machine.sysfs.write("devices/system/memory/memory33/state", "online");

    await().until(() -> !told.isEmpty());
    assertThat(told)
        .extracting(AttributeChangeNotification::getNewValue)
        .containsExactly("inconsistent");
  }

  @Test
  void aChangeTheWatchMissedIsAnnouncedAtTheNextRescan() throws Exception {
    machine.close();
    Regions regions = new Regions(new SilentSysfs());
    try (RegionMBeans mbeans = new RegionMBeans(machine.server, regions)) {
      mbeans.start();
      listen();
      regions.change("dax0.0", Transition.ONLINE);

      mbeans.rescan();
      mbeans.rescan();

      await().until(() -> !told.isEmpty());
      assertThat(told)
          .extracting(AttributeChangeNotification::getNewValue)
          .containsExactly("online");
    }
  }

  @Test
  void missedTransitionsAreAnnouncedOnce() throws Exception {
    machine.close();
    Regions regions = new Regions(new SilentSysfs());
    try (RegionMBeans mbeans = new RegionMBeans(machine.server, regions)) {
      mbeans.start();
      listen();
      regions.change("dax0.0", Transition.ONLINE);
      regions.change("dax0.0", Transition.OFFLINE);

      mbeans.rescan();
      mbeans.rescan();
      regions.change("dax0.0", Transition.ONLINE_MOVABLE);
      mbeans.rescan();

      await().until(() -> told.size() == 2);
      assertThat(told)
          .extracting(AttributeChangeNotification::getMessage)
          .containsExactly(
              "dax0.0 is offline; it was offline; transitions in between: 1 to offline, 1 to online",
              "dax0.0 is online_movable; it was offline");
    }
  }

  @Test
  void theAnnouncedStateWasReadTwice() throws Exception {
    machine.close();
    CountingAwaySysfs sysfs = new CountingAwaySysfs();
    try (RegionMBeans mbeans = new RegionMBeans(machine.server, new Regions(sysfs))) {
      mbeans.start();
      listen();

      sysfs.tellWhileCounting("1", "2", "3", "3");

      await().until(() -> !told.isEmpty());
      assertThat(told)
          .extracting(AttributeChangeNotification::getMessage)
          .containsExactly(
              "dax0.0 is offline; it was offline; transitions in between: 3 to unplugged");
    }
  }

  @Test
  void beginAndEndOfAnOperationAreAnnounced() throws Exception {
    List<AttributeChangeNotification> outcomes = new CopyOnWriteArrayList<>();
    List<Object> seen = new CopyOnWriteArrayList<>();
    machine.server.addNotificationListener(
        DAX0,
        (notification, unused) -> {
          outcomes.add((AttributeChangeNotification) notification);
          seen.add(outcome());
        },
        of("OperationOutcome"),
        null);
    machine.sysfs.useForKernel(35);

    machine.invoke("online");
    await().until(() -> outcomes.size() == 2);
    assertThatThrownBy(() -> machine.invoke("offline", "dax0.0"))
        .hasMessageContaining("was not brought to offline");

    await().until(() -> outcomes.size() == 4);
    assertThat(outcomes)
        .extracting(
            AttributeChangeNotification::getOldValue, AttributeChangeNotification::getNewValue)
        .containsExactly(
            tuple(null, "running"),
            tuple("running", "done"),
            tuple("done", "running"),
            tuple("running", "failed"));
    assertThat(outcomes.get(1).getMessage()).startsWith("dax0.0 is online; it was offline");
    assertThat(seen).element(1).isEqualTo("done");
    assertThat(seen).element(3).isEqualTo("failed");
  }

  @Test
  void devicesThatComeAndGoAreAnnounced() throws Exception {
    List<AttributeChangeNotification> devices = new CopyOnWriteArrayList<>();
    machine.server.addNotificationListener(
        REGIONS,
        (notification, unused) -> devices.add((AttributeChangeNotification) notification),
        of("Devices"),
        null);
    machine.sysfs.removeDevice("dax0.0");
    machine.sysfs.addDevice("kmem");

    machine.mbeans.rescan();
    machine.mbeans.rescan();

    await().until(() -> devices.size() == 2);
    assertThat(devices)
        .extracting(
            AttributeChangeNotification::getMessage,
            AttributeChangeNotification::getOldValue,
            AttributeChangeNotification::getNewValue)
        .containsExactly(
            tuple(
                "dax0.0 is gone, or no longer bound to kmem",
                new String[] {"dax0.0", "dax1.0"},
                new String[] {"dax1.0"}),
            tuple("dax2.0 was added", new String[] {"dax1.0"}, new String[] {"dax1.0", "dax2.0"}));
  }

  @Test
  void aHangingListenerHoldsUpNothingElse() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    machine.server.addNotificationListener(
        DAX0, (notification, unused) -> awaitUninterruptibly(free), of("OperationOutcome"), null);
    try {
      machine.invoke("online");
      machine.sysfs.addDevice("kmem");
      machine.mbeans.rescan();

      assertThat(machine.get(DAX0, "State")).isEqualTo("online");
      assertThat((String[]) machine.get(REGIONS, "Devices")).contains("dax2.0");
    } finally {
      free.countDown();
    }
    await().until(() -> !told.isEmpty());
  }

  @Test
  void notificationsAreDeclaredInTheMBeanInfo() throws JMException {
    assertThat(machine.server.getMBeanInfo(DAX0).getNotifications())
        .flatExtracting(info -> List.of(info.getNotifTypes()))
        .containsExactly(AttributeChangeNotification.ATTRIBUTE_CHANGE);
  }

  private Object outcome() {
    try {
      return machine.get(DAX0, "OperationOutcome");
    } catch (JMException e) {
      return e;
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static NotificationFilter of(String attribute) {
    AttributeChangeNotificationFilter filter = new AttributeChangeNotificationFilter();
    filter.enableAttribute(attribute);
    return filter;
  }

  /** Never calls a watch. */
  private static final class SilentSysfs extends ForwardingSysfs {
    @Override
    public Watch watch(String path, Runnable changed) {
      return () -> {};
    }
  }

  /** Its counters change while they are read. */
  private static final class CountingAwaySysfs extends ForwardingSysfs {
    private final Queue<String> counts = new ConcurrentLinkedQueue<>();
    private volatile Runnable changed = () -> {};

    void tellWhileCounting(String... unplugged) {
      counts.addAll(List.of(unplugged));
      changed.run();
    }

    @Override
    public String read(String path) throws IOException {
      String count = path.endsWith("/hotplug_stats/unplug") ? counts.poll() : null;
      return count == null ? super.read(path) : count;
    }

    @Override
    public Watch watch(String path, Runnable changed) {
      this.changed = changed;
      return () -> {};
    }
  }

  private void changeAndAwait(Transition transition, int count) throws Exception {
    machine.regions.change("dax0.0", transition);
    await().untilAsserted(() -> assertThat(told).hasSize(count));
  }
}
