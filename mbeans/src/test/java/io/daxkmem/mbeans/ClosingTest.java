package io.daxkmem.mbeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daxkmem.region.HangingSysfs;
import io.daxkmem.region.Regions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing does not wait for what only reads. */
@Timeout(60)
class ClosingTest {
  private final HangingSysfs sysfs = new HangingSysfs(2);
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final RegionMBeans mbeans =
      new RegionMBeans(server, new Regions(sysfs, Optional.empty(), Duration.ofHours(1)));

  @Test
  void rescansUnderWayAndWaitingDoNotHoldItUp() {
    mbeans.start();
    sysfs.hang("bus/dax/devices/dax0.0/hotplug");
    CompletableFuture<?>[] rescans =
        Stream.generate(() -> CompletableFuture.runAsync(mbeans::rescan, ClosingTest::thread))
            .limit(3)
            .toArray(CompletableFuture<?>[]::new);
    try {
      await().until(() -> sysfs.waiting() > 0);

      CompletableFuture<Void> closed =
          CompletableFuture.runAsync(mbeans::close, ClosingTest::thread);

      await().until(closed::isDone);
      assertThat(server.queryNames(null, null))
          .noneMatch(name -> name.getDomain().startsWith("io"));
      assertThat(rescans).noneMatch(CompletableFuture::isDone);
    } finally {
      sysfs.release();
    }
    CompletableFuture.allOf(rescans).join();
    assertThat(server.queryNames(null, null)).noneMatch(name -> name.getDomain().startsWith("io"));
  }

  private static void thread(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }
}
