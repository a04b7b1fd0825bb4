package io.daxkmem.exporter;

import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.rmi.ssl.SslRMIClientSocketFactory;

/**
 * Connects as JConsole does, in a JVM of its own, whose flags name the certificates it trusts. It
 * prints a region's state, what an operation said, and the state after it.
 */
final class JmxClient {
  private JmxClient() {}

  /**
   * Runs {@code onlineMovable}.
   *
   * @param args {@code HOST:PORT}, user, password, device, and whether it uses TLS
   */
  @SuppressWarnings("BanJNDI") // as JConsole does
  public static void main(String[] args) throws Exception {
    Map<String, Object> environment = new HashMap<>();
    environment.put(JMXConnector.CREDENTIALS, new String[] {args[1], args[2]});
    if (Boolean.parseBoolean(args[4])) {
      environment.put("com.sun.jndi.rmi.factory.socket", new SslRMIClientSocketFactory());
    }
    JMXServiceURL url =
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://%s/jmxrmi".formatted(args[0]));
    ObjectName region = new ObjectName("io.daxkmem:type=Region,device=" + args[3]);
    try (JMXConnector connector = JMXConnectorFactory.connect(url, environment)) {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      System.out.println(server.getAttribute(region, "State"));
      System.out.println(said(server, region));
      System.out.println(server.getAttribute(region, "State"));
    }
  }

  private static Object said(MBeanServerConnection server, ObjectName region) throws Exception {
    try {
      return server.invoke(region, "onlineMovable", new Object[0], new String[0]);
    } catch (JMException | SecurityException e) {
      return e;
    }
  }
}
