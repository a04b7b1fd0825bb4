package io.daxkmem.mbeans;

import static io.daxkmem.mbeans.Machine.DAX0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daxkmem.mbeans.operation.Audit;
import io.daxkmem.mbeans.operation.Requester;
import io.daxkmem.region.Regions;
import io.daxkmem.region.simulated.SimulatedSysfs;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.Test;

/** A client that may do nothing asks again and again. */
class FloodOfRefusalsTest {
  private final List<String> audit = new CopyOnWriteArrayList<>();
  private final AtomicInteger told = new AtomicInteger();
  private volatile Optional<String> barred = Optional.of("you may only look.");
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final RegionMBeans mbeans =
      new RegionMBeans(
          server,
          new Regions(new SimulatedSysfs(1)),
          () -> new Requester(barred.isPresent() ? "viewer" : "operator", "", barred),
          new Audit(audit::add),
          operation -> told.incrementAndGet());

  @Test
  void itsRefusalsAreCountedAndOthersWritten() throws Exception {
    mbeans.start();
    for (int i = 0; i < 1000; i++) {
      assertThatThrownBy(() -> server.invoke(DAX0, "online", null, null))
          .hasRootCauseInstanceOf(SecurityException.class);
    }
    barred = Optional.empty();
    server.invoke(DAX0, "online", null, null);

    mbeans.close();

    assertThat(told).hasValue(1001);
    assertThat(audit).hasSize(302);
    assertThat(audit).element(300).asString().contains("\"outcome\":\"done\"");
    assertThat(audit)
        .element(301)
        .asString()
        .contains("\"user\":\"viewer\",\"outcome\":\"refused\",\"operations\":700,");
  }
}
