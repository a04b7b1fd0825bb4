package io.daxkmem.mbeans;

import static io.daxkmem.mbeans.Machine.DAX0;
import static io.daxkmem.mbeans.Machine.DAX1;
import static io.daxkmem.mbeans.Machine.REGIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.mbeans.operation.Audit;
import io.daxkmem.mbeans.operation.JmxCaller;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Transition;
import io.daxkmem.region.simulated.SimulatedSysfs;
import io.daxkmem.region.wanted.WantedStates;
import io.daxkmem.region.wanted.WantedStatesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the MBeans show of the states that regions should have. */
class WantedStateTest {
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final Regions regions = new Regions(new SimulatedSysfs(2));
  private volatile WantedStates wanted = WantedStates.none();
  private final RegionMBeans mbeans =
      new RegionMBeans(
          server,
          regions,
          () -> wanted,
          present -> {},
          new JmxCaller(),
          new Audit(),
          operation -> {});

  @TempDir Path folder;

  @BeforeEach
  void start() {
    mbeans.start();
  }

  @AfterEach
  void close() {
    mbeans.close();
  }

  @Test
  void aRegionShowsTheStateThatItShouldHave() throws Exception {
    want("dax0.0 online_movable");

    assertThat(server.getAttribute(DAX0, "WantedState")).isEqualTo("online_movable");
    assertThat(server.getAttribute(DAX0, "AsWanted")).isEqualTo(false);
    assertThat(server.getAttribute(DAX1, "WantedState")).isNull();
    assertThat(server.getAttribute(DAX1, "AsWanted")).isNull();

    regions.change("dax0.0", Transition.ONLINE_MOVABLE);

    assertThat(server.getAttribute(DAX0, "AsWanted")).isEqualTo(true);
  }

  @Test
  void aPathInTheFileIsThatOfTheMBean() throws Exception {
    want("path=" + server.getAttribute(DAX1, "RegionPath") + " offline");

    assertThat(server.getAttribute(DAX1, "AsWanted")).isEqualTo(true);
    assertThat(server.getAttribute(DAX0, "WantedState")).isNull();
  }

  @Test
  void wantedRegionsThatAreMissingAreNamed() throws Exception {
    assertThat(missing()).isEmpty();

    want("dax0.0 online\ndax7.0 online_movable\nnode=1 online");

    assertThat(missing()).containsExactly("dax7.0 online_movable");
  }

  private String[] missing() throws JMException {
    return (String[]) server.getAttribute(REGIONS, "WantedRegionsMissing");
  }

  private void want(String lines) throws IOException {
    wanted = WantedStatesFile.read(Files.writeString(folder.resolve("regions.conf"), lines));
  }
}
