package io.daxkmem.grafana;

import com.sun.net.httpserver.HttpServer;
import io.daxkmem.exporter.metrics.DaxKmemCollector;
import io.daxkmem.exporter.metrics.OperationMetrics;
import io.daxkmem.mbeans.RegionMBeans;
import io.daxkmem.mbeans.operation.Audit;
import io.daxkmem.mbeans.operation.JmxCaller;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Transition;
import io.daxkmem.region.simulated.SimulatedSysfs;
import io.daxkmem.region.wanted.RegionSelector;
import io.daxkmem.region.wanted.WantedRegion;
import io.daxkmem.region.wanted.WantedStates;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/**
 * A simulated machine with four regions, of which an operator changes some through JMX while a
 * stranger tries to change single memory blocks. Closing ends it.
 */
final class BusyMachine implements AutoCloseable {
  static final String INSTANCE = "node0001:10140";

  private static final int REGIONS = 4;
  private static final int FIRST_BLOCK = 32;
  private static final int BLOCKS = 8;
  private static final String[] CONFIRMED = {String.class.getName()};

  private final SimulatedSysfs kernel = new SimulatedSysfs(REGIONS);
  private final MBeanServer mbeanServer = MBeanServerFactory.newMBeanServer();
  private final RegionMBeans mbeans;
  private final HttpServer server;

  BusyMachine() throws IOException {
    Regions regions = new Regions(kernel);
    WantedStates wanted =
        new WantedStates(
            List.of(
                new WantedRegion(
                    new RegionSelector(RegionSelector.By.NODE, "1"),
                    Transition.ONLINE_MOVABLE,
                    1)));
    List<String> devices = IntStream.range(0, REGIONS).mapToObj(BusyMachine::device).toList();
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new DaxKmemCollector(regions, () -> wanted));
    mbeans =
        new RegionMBeans(
            mbeanServer,
            regions,
            new JmxCaller(),
            new Audit(),
            new OperationMetrics(registry, () -> Optional.of(devices)));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metrics", new MetricsHandler(registry));
    mbeans.start();
    server.start();
  }

  /** Host and port of its exporter. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Some minutes, at whose end a region is not as wanted: one region is maintained, a stranger
   * fights for another, and a third cannot be offlined for long because a page of it is in use.
   */
  void live() throws InterruptedException, JMException {
    for (int region = 0; region < REGIONS; region++) {
      operate(region, "onlineMovable");
    }
    pause(90);
    maintain(1);
    pause(40);
    fightFor(2);
    pause(40);
    kernel.pinPage(block(3));
    for (int i = 0; i < 3; i++) {
      offlineInVain(3);
      pause(20);
    }
    kernel.freePages(block(3));
    takeAway(3, "offline");
    pause(100);
  }

  private void maintain(int region) throws InterruptedException, JMException {
    takeAway(region, "offline");
    pause(20);
    takeAway(region, "unplug");
    pause(40);
    operate(region, "onlineMovable");
  }

  private void fightFor(int region) throws InterruptedException {
    for (int i = 0; i < 30; i++) {
      try {
        kernel.write("devices/system/memory/memory" + block(region) + "/state", "offline");
        throw new IllegalStateException("A memory block is not protected");
      } catch (IOException refused) {
        pause(2);
      }
    }
  }

  private void offlineInVain(int region) throws InterruptedException, JMException {
    CompletableFuture<Void> offlining =
        CompletableFuture.runAsync(
            () -> {
              try {
                takeAway(region, "offline");
              } catch (JMException e) {
                throw new IllegalStateException(e);
              }
            });
    pause(25);
    operate(region, "cancel");
    // fails, as cancelled operations do
    offlining.handle((done, failure) -> true).join();
  }

  private void operate(int region, String operation) throws JMException {
    mbeanServer.invoke(name(region), operation, new Object[0], new String[0]);
  }

  private void takeAway(int region, String operation) throws JMException {
    mbeanServer.invoke(name(region), operation, new Object[] {device(region)}, CONFIRMED);
  }

  private static ObjectName name(int region) throws JMException {
    return new ObjectName("io.daxkmem:type=Region,device=" + device(region));
  }

  private static String device(int region) {
    return "dax" + region + ".0";
  }

  private static long block(int region) {
    return FIRST_BLOCK + (long) region * BLOCKS;
  }

  private static void pause(int seconds) throws InterruptedException {
    Thread.sleep(Duration.ofSeconds(seconds).toMillis());
  }

  @Override
  public void close() {
    server.stop(0);
    mbeans.close();
  }
}
