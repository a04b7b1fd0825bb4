package io.daxkmem.mbeans;

import io.daxkmem.mbeans.operation.Audit;
import io.daxkmem.mbeans.operation.EndedOperation;
import io.daxkmem.mbeans.operation.Requester;
import io.daxkmem.region.Region;
import io.daxkmem.region.Regions;
import io.daxkmem.region.simulated.SimulatedSysfs;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** A simulated machine with two regions and their MBeans in a separate MBean server. */
final class Machine implements AutoCloseable {
  static final ObjectName REGIONS = name("io.daxkmem:type=Regions");
  static final ObjectName DAX0 = name("io.daxkmem:type=Region,device=dax0.0");
  static final ObjectName DAX1 = name("io.daxkmem:type=Region,device=dax1.0");

  final SimulatedSysfs sysfs = new SimulatedSysfs(2);
  final Regions regions = new Regions(sysfs);
  final MBeanServer server = MBeanServerFactory.newMBeanServer();
  final List<EndedOperation> operations = new CopyOnWriteArrayList<>();
  volatile Optional<String> barred = Optional.empty();
  final RegionMBeans mbeans =
      new RegionMBeans(
          server,
          regions,
          () -> new Requester(Thread.currentThread().getName(), "", barred),
          new Audit(),
          operations::add);

  Machine() {
    mbeans.start();
  }

  Object get(ObjectName name, String attribute) throws JMException {
    return server.getAttribute(name, attribute);
  }

  /** Invokes an operation and returns its result on one line. */
  Object invoke(String operation, Object... arguments) throws JMException {
    String[] signature = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      signature[i] = arguments[i] instanceof Long ? "long" : "java.lang.String";
    }
    Object answer = server.invoke(DAX0, operation, arguments, signature);
    return answer instanceof String text ? text.replace('\n', ' ') : answer;
  }

  Region dax0() throws IOException {
    return regions.read("dax0.0");
  }

  @Override
  public void close() {
    mbeans.close();
  }

  static ObjectName name(String name) {
    try {
      return new ObjectName(name);
    } catch (JMException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
