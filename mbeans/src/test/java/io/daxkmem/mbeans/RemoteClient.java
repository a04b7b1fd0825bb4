package io.daxkmem.mbeans;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.management.AttributeChangeNotification;
import javax.management.AttributeChangeNotificationFilter;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.NotificationFilter;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A management client that has only the JDK's classes; see {@link RemoteClientTest}. */
final class RemoteClient {
  private static final String[] STRING = {"java.lang.String"};

  private RemoteClient() {}

  /**
   * Prints what it reads.
   *
   * @param arguments the address of the test's MBean server
   */
  @SuppressWarnings("BanJNDI")
  public static void main(String[] arguments) throws Exception {
    ObjectName dax0 = new ObjectName("io.daxkmem:type=Region,device=dax0.0");
    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(arguments[0]))) {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      BlockingQueue<Notification> told = new LinkedBlockingQueue<>();
      server.addNotificationListener(
          dax0, (notification, unused) -> told.add(notification), ofState(), null);

      System.out.println(server.getMBeanInfo(dax0).getDescription());
      System.out.println(server.getAttribute(dax0, "State"));
      System.out.println(server.invoke(dax0, "onlineMovable", null, null));
      System.out.println(((AttributeChangeNotification) told.take()).getNewValue());
      System.out.println(
          ((String[]) server.invoke(dax0, "plan", new Object[] {"unplug"}, STRING))[0]);
      try {
        server.invoke(dax0, "online", null, null);
      } catch (RuntimeMBeanException e) {
        System.out.println(String.valueOf(e.getCause()).replace('\n', ' '));
      }
      try {
        server.invoke(dax0, "unplug", new Object[] {"String"}, STRING);
      } catch (RuntimeMBeanException e) {
        System.out.println(String.valueOf(e.getCause()).replace('\n', ' '));
      }
    }
  }

  private static NotificationFilter ofState() {
    AttributeChangeNotificationFilter state = new AttributeChangeNotificationFilter();
    state.enableAttribute("State");
    return state;
  }
}
