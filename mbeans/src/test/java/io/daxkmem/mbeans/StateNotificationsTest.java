package io.daxkmem.mbeans;

import static io.daxkmem.mbeans.Machine.DAX0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.daxkmem.region.Regions;
import io.daxkmem.region.Sysfs;
import io.daxkmem.region.Transition;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.AttributeChangeNotification;
import javax.management.JMException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of the state are announced because the kernel says so, whoever asked for them. */
class StateNotificationsTest {
  private final Machine machine = new Machine();
  private final List<AttributeChangeNotification> told = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() throws JMException {
    machine.server.addNotificationListener(
        DAX0,
        (notification, unused) -> told.add((AttributeChangeNotification) notification),
        null,
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
  void aChangeBehindOurBackIsAnnounced() throws Exception {
    machine.sysfs.write("module/kmem/parameters/protect", "N");
    machine.sysfs.write("devices/system/memory/memory33/state", "online");

    await().until(() -> !told.isEmpty());
    assertThat(told)
        .extracting(AttributeChangeNotification::getNewValue)
        .containsExactly("inconsistent");
  }

  @Test
  void aChangeThatNoWatchToldOfIsAnnouncedAtTheNextRescan() throws Exception {
    machine.close();
    Sysfs silent =
        new ForwardingSysfs() {
          @Override
          public Watch watch(String path, Runnable changed) {
            return () -> {};
          }
        };
    Regions regions = new Regions(silent);
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
  void whatIsAnnouncedIsDeclared() throws JMException {
    assertThat(machine.server.getMBeanInfo(DAX0).getNotifications())
        .flatExtracting(info -> List.of(info.getNotifTypes()))
        .containsExactly(AttributeChangeNotification.ATTRIBUTE_CHANGE);
  }

  private void changeAndAwait(Transition transition, int count) throws Exception {
    machine.regions.change("dax0.0", transition);
    await().untilAsserted(() -> assertThat(told).hasSize(count));
  }
}
