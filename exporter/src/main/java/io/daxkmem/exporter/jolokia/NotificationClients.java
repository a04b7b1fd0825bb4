package io.daxkmem.exporter.jolokia;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import javax.management.JMException;
import org.jolokia.json.JSONObject;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.request.JolokiaNotificationRequest;
import org.jolokia.server.core.request.JolokiaRequestFactory;
import org.jolokia.server.core.request.NotChangedException;
import org.jolokia.server.core.request.ProcessingParameters;
import org.jolokia.server.core.request.notification.AddCommand;
import org.jolokia.server.core.request.notification.NotificationCommand;
import org.jolokia.server.core.request.notification.NotificationCommandType;
import org.jolokia.server.core.request.notification.UnregisterCommand;

/**
 * The clients registered for notifications. Jolokia keeps them forever, in a map that is not
 * thread-safe, and does not check which MBeans they subscribe to.
 */
final class NotificationClients {
  private static final int MOST = 32;

  /** Jolokia's handling of a request. */
  interface Handler {
    Object handle(JolokiaNotificationRequest request)
        throws IOException,
            JMException,
            NotChangedException,
            BadRequestException,
            EmptyResponseException;
  }

  private final EventStreams streams;
  private final Deque<String> registered = new ArrayDeque<>();

  NotificationClients(EventStreams streams) {
    this.streams = streams;
  }

  /** The reason to refuse a request; empty if it is allowed. */
  static Optional<String> reason(JolokiaNotificationRequest request) {
    NotificationCommand command = request.getCommand();
    return command instanceof AddCommand add && !RegionRestrictor.isOurs(add.getObjectName())
        ? Optional.of("only MBeans of the domain io.daxkmem are available")
        : Optional.empty();
  }

  /**
   * Passes requests to Jolokia one at a time, and drops the oldest client if there are too many.
   */
  synchronized Object handle(JolokiaNotificationRequest request, Handler jolokia)
      throws IOException,
          JMException,
          NotChangedException,
          BadRequestException,
          EmptyResponseException {
    NotificationCommand command = request.getCommand();
    if (command instanceof UnregisterCommand gone) {
      forget(gone.getClient());
    }
    Object result = jolokia.handle(request);
    if (command.getType() == NotificationCommandType.REGISTER) {
      registered.add(String.valueOf(((JSONObject) result).get("id")));
      if (registered.size() > MOST) {
        String eldest = registered.remove();
        jolokia.handle(unregister(eldest));
        streams.close(eldest);
      }
    }
    return result;
  }

  private void forget(String client) {
    registered.remove(client);
    streams.close(client);
  }

  private static JolokiaNotificationRequest unregister(String client) throws BadRequestException {
    JSONObject request = new JSONObject();
    request.put("type", "notification");
    request.put("command", "unregister");
    request.put("client", client);
    return JolokiaRequestFactory.createPostRequest(request, new ProcessingParameters(Map.of()));
  }
}
