package io.daxkmem.mbeans;

import java.util.concurrent.Executor;
import javax.management.AttributeChangeNotification;
import javax.management.MBeanNotificationInfo;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Sends the attribute change notifications of one MBean. */
final class AttributeChanges {
  private final ObjectName name;
  private final NotificationBroadcasterSupport listeners;
  private long sequence;

  /**
   * @param executor calls the listeners, one notification at a time
   * @param description of the notifications, for the MBean's metadata
   */
  AttributeChanges(ObjectName name, Executor executor, String description) {
    this.name = name;
    this.listeners =
        new NotificationBroadcasterSupport(
            executor,
            new MBeanNotificationInfo(
                new String[] {AttributeChangeNotification.ATTRIBUTE_CHANGE},
                AttributeChangeNotification.class.getName(),
                description));
  }

  NotificationEmitter emitter() {
    return listeners;
  }

  /** Notifies of a change of a text attribute. */
  void tell(String attribute, @Nullable String from, String to, String message) {
    tell(attribute, String.class, from, to, message);
  }

  /** Notifies of a change of an attribute of any type. */
  synchronized <T> void tell(
      String attribute, Class<T> type, @Nullable T from, T to, String message) {
    listeners.sendNotification(
        new AttributeChangeNotification(
            name,
            ++sequence,
            System.currentTimeMillis(),
            message,
            attribute,
            type.getName(),
            from,
            to));
  }
}
