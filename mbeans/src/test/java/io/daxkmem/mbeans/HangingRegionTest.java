package io.daxkmem.mbeans;

import static io.daxkmem.mbeans.Machine.DAX0;
import static io.daxkmem.mbeans.Machine.DAX1;
import static io.daxkmem.mbeans.Machine.REGIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.daxkmem.region.HangingSysfs;
import io.daxkmem.region.Regions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.AttributeChangeNotification;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A region whose file hangs does not hold up another region, or the start. */
@Timeout(60)
class HangingRegionTest {
  private static final String[] STRING = {"java.lang.String"};

  private final HangingSysfs sysfs = new HangingSysfs(2);
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final RegionMBeans mbeans =
      new RegionMBeans(server, new Regions(sysfs, Optional.empty(), Duration.ofMillis(100)));

  @BeforeEach
  void start() {
    sysfs.hang("bus/dax/devices/dax0.0/hotplug");
    mbeans.start();
  }

  @AfterEach
  void close() {
    sysfs.release();
    mbeans.close();
  }

  @Test
  void bothRegionsAreRegisteredAndTheOtherIsReadable() throws JMException {
    assertThat((String[]) server.getAttribute(REGIONS, "Devices"))
        .containsExactly("dax0.0", "dax1.0");
    assertThat(server.getAttribute(DAX1, "State")).isEqualTo("offline");
    assertThatThrownBy(() -> server.getAttribute(DAX0, "State"))
        .hasRootCauseMessage("reading its files hangs");
  }

  @Test
  void operationsFailOnItAndSucceedOnTheOther() throws JMException {
    assertThat(online(DAX1)).asString().startsWith("dax1.0 is online; it was offline");
    assertThatThrownBy(() -> online(DAX0))
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .rootCause()
        .message()
        .containsIgnoringNewLines("dax0.0 was not brought to online: reading its files hangs.");
  }

  @Test
  void itsChangesAreAnnouncedOnceItAnswers() throws JMException {
    List<Object> told = new CopyOnWriteArrayList<>();
    for (ObjectName name : List.of(DAX0, DAX1)) {
      server.addNotificationListener(
          name,
          (notification, unused) -> {
            if (notification instanceof AttributeChangeNotification change
                && change.getAttributeName().equals("State")) {
              told.add(change.getMessage());
            }
          },
          null,
          null);
    }
    online(DAX1);
    await()
        .untilAsserted(() -> assertThat(told).containsExactly("dax1.0 is online; it was offline"));

    sysfs.release();
    await().untilAsserted(() -> server.getAttribute(DAX0, "State"));
    mbeans.rescan();
    online(DAX0);

    await()
        .untilAsserted(
            () -> assertThat(told).element(1).isEqualTo("dax0.0 is online; it was offline"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/driver", "/size", "/resource", "/hotplug_stats/failed"})
  void whicheverOfItsFilesHangsTheOtherIsStartedReadAndOperated(String file) throws JMException {
    sysfs.release();
    mbeans.close();
    sysfs.hang("bus/dax/devices/dax0.0" + file);
    try (RegionMBeans again =
        new RegionMBeans(server, new Regions(sysfs, Optional.empty(), Duration.ofMillis(100)))) {
      again.start();
      again.rescan();

      assertThat((String[]) server.getAttribute(REGIONS, "Devices")).contains("dax1.0");
      assertThat(server.getAttribute(DAX1, "State")).isEqualTo("offline");
      assertThat(server.getAttribute(DAX1, "OnlineBytes")).isEqualTo(0L);
      assertThat(server.invoke(DAX1, "plan", new Object[] {"online"}, STRING)).isNotNull();
      assertThat(online(DAX1)).asString().startsWith("dax1.0 is online; it was offline");
    }
  }

  private Object online(ObjectName name) throws JMException {
    return server.invoke(name, "online", new Object[0], new String[0]);
  }
}
