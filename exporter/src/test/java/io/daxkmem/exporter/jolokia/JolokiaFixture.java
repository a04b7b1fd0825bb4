package io.daxkmem.exporter.jolokia;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daxkmem.exporter.Http;
import io.daxkmem.exporter.LogRecorder;
import io.daxkmem.mbeans.Operation;
import io.daxkmem.mbeans.RegionMBeans;
import io.daxkmem.region.Regions;
import io.daxkmem.region.SimulatedSysfs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real agent on loopback, in front of the MBeans of a simulated kernel. */
final class JolokiaFixture implements AutoCloseable {
  static final String PASSWORD = "right:one é";
  static final String REGION = "io.daxkmem:type=Region,device=dax0.0";
  static final String ONLINE_MOVABLE =
      "{\"type\":\"exec\",\"mbean\":\"" + REGION + "\",\"operation\":\"onlineMovable\"}";

  final SimulatedSysfs sysfs = new SimulatedSysfs(2);
  final Regions regions = new Regions(sysfs);
  final List<Operation> operations = new CopyOnWriteArrayList<>();
  final LogRecorder log = new LogRecorder();
  final Http http;
  private final RegionMBeans mbeans;
  private final JolokiaAgent agent;

  JolokiaFixture(boolean control) throws IOException {
    RequestCaller caller = new RequestCaller();
    mbeans =
        new RegionMBeans(
            ManagementFactory.getPlatformMBeanServer(), regions, operations::add, caller);
    mbeans.start();
    agent =
        new JolokiaAgent(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            control ? Optional.of(new Credentials("operator", PASSWORD)) : Optional.empty(),
            caller);
    http = new Http(agent.address());
  }

  /** An {@code Authorization} header's value. */
  static String basic(String user, String password) {
    byte[] text = (user + ":" + password).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(text);
  }

  String state() throws IOException {
    return regions.read("dax0.0").state().text();
  }

  @Override
  public void close() {
    agent.close();
    mbeans.close();
    log.close();
  }
}
