package io.daxkmem.exporter;

import static javax.management.MBeanServerDelegate.DELEGATE_NAME;

import io.daxkmem.exporter.web.LastChanges;
import io.daxkmem.exporter.web.StateChange;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.AttributeChangeNotification;
import javax.management.AttributeChangeNotificationFilter;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerNotification;
import javax.management.Notification;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectName;

/** Remembers each region's last change of state, from its MBean's notifications. */
final class NotifiedChanges implements LastChanges, AutoCloseable {
  private static final String DOMAIN = "io.daxkmem";
  private static final String DEVICE = "device";

  private final Instant since = Instant.now();
  private final Map<String, StateChange> last = new ConcurrentHashMap<>();
  private Runnable stop = () -> {};

  /** Listens to the MBeans that are registered from now on. */
  void listen(MBeanServer server) {
    NotificationListener onMBeans = (notification, none) -> mbeans(server, notification);
    try {
      server.addNotificationListener(DELEGATE_NAME, onMBeans, null, null);
    } catch (InstanceNotFoundException e) {
      throw new AssertionError("every server has it", e);
    }
    stop = () -> stopListening(server, onMBeans);
  }

  @Override
  public Optional<StateChange> of(String device) {
    return Optional.ofNullable(last.get(device));
  }

  @Override
  public Instant since() {
    return since;
  }

  @Override
  public void close() {
    stop.run();
  }

  private static void stopListening(MBeanServer server, NotificationListener onMBeans) {
    try {
      server.removeNotificationListener(DELEGATE_NAME, onMBeans);
    } catch (JMException e) {
      // already removed
    }
  }

  private void mbeans(MBeanServer server, Notification notification) {
    ObjectName name = ((MBeanServerNotification) notification).getMBeanName();
    String device = name.getKeyProperty(DEVICE);
    if (!name.getDomain().equals(DOMAIN) || device == null) {
      return;
    }
    if (notification.getType().equals(MBeanServerNotification.UNREGISTRATION_NOTIFICATION)) {
      last.remove(device);
      return;
    }
    try {
      server.addNotificationListener(name, this::changed, states(), device);
    } catch (InstanceNotFoundException e) {
      // already unregistered
    }
  }

  private static NotificationFilter states() {
    AttributeChangeNotificationFilter filter = new AttributeChangeNotificationFilter();
    filter.enableAttribute("State");
    return filter;
  }

  private void changed(Notification notification, Object device) {
    AttributeChangeNotification change = (AttributeChangeNotification) notification;
    last.put(
        (String) device,
        new StateChange(
            Instant.ofEpochMilli(change.getTimeStamp()),
            (String) change.getOldValue(),
            (String) change.getNewValue()));
  }
}
