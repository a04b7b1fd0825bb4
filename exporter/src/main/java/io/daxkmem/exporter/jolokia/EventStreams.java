package io.daxkmem.exporter.jolokia;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.AttributeNotFoundException;
import javax.management.Notification;
import org.jolokia.core.service.serializer.SerializeOptions;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.http.BackChannel;
import org.jolokia.server.core.service.api.AbstractJolokiaService;
import org.jolokia.server.core.service.notification.BackendCallback;
import org.jolokia.server.core.service.notification.Client;
import org.jolokia.server.core.service.notification.NotificationBackend;
import org.jolokia.server.core.service.notification.NotificationResult;
import org.jolokia.server.core.service.notification.NotificationSubscription;
import org.jolokia.server.core.service.serializer.Serializer;

/**
 * Notifications as server-sent events, Jolokia's mode {@code sse}. Replaces Jolokia's own backend,
 * which writes on the notifying thread and can block it.
 */
final class EventStreams extends AbstractJolokiaService<NotificationBackend>
    implements NotificationBackend {
  static final String MODE = "sse";

  private static final int ORDER = 1000;

  private final Map<String, EventStream> streams = new ConcurrentHashMap<>();

  EventStreams() {
    super(NotificationBackend.class, ORDER);
  }

  @Override
  public String getNotifType() {
    return MODE;
  }

  @Override
  public Map<String, ?> getConfig() {
    return Map.of(BackChannel.CONTENT_TYPE, "text/event-stream", BackChannel.ENCODING, "UTF-8");
  }

  @Override
  public BackendCallback subscribe(NotificationSubscription subscription) {
    return (notification, handback) ->
        Optional.ofNullable(streams.get(subscription.getClient().getId()))
            .ifPresent(
                stream ->
                    stream.send(
                        notification.getSequenceNumber(),
                        json(subscription.getHandle(), notification, handback)));
  }

  @Override
  public void channelInit(Client client, BackChannel channel) {
    close(client.getId());
    // JolokiaHandler has put it there
    streams.put(client.getId(), new EventStream((EventChannel) channel));
  }

  @Override
  public void unsubscribe(String client, String handle) {
    // no state is kept for a subscription
  }

  @Override
  public void unregister(Client client) {
    close(client.getId());
  }

  /** Closes the stream of a client, which may open a new one. */
  void close(String client) {
    Optional.ofNullable(streams.remove(client)).ifPresent(EventStream::close);
  }

  @Override
  public void destroy() {
    List.copyOf(streams.keySet()).forEach(this::close);
  }

  private String json(String handle, Notification notification, Object handback) {
    NotificationResult result = new NotificationResult(handle, List.of(notification), handback, 0);
    try {
      return JsonWriter.text(
          (JSONStructure)
              getJolokiaContext()
                  .getMandatoryService(Serializer.class)
                  .serialize(result, null, SerializeOptions.DEFAULT));
    } catch (AttributeNotFoundException e) {
      throw new IllegalStateException("no path was asked for", e);
    }
  }
}
