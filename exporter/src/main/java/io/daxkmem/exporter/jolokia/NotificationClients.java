package io.daxkmem.exporter.jolokia;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
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
 * thread-safe, does not check which MBeans they subscribe to, and limits neither the number of
 * subscriptions nor what a client asks to get back with each notification.
 */
final class NotificationClients {
  static final int MOST = 32;
  static final int MOST_SUBSCRIPTIONS = 16;
  static final int MOST_CHARACTERS = 1 << 10;

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
    if (!(request.getCommand() instanceof AddCommand add)) {
      return Optional.empty();
    }
    if (!RegionRestrictor.isOurs(add.getObjectName())) {
      return Optional.of("only MBeans of the domain io.daxkmem are available");
    }
    return add.toJSON().toJSONString().length() > MOST_CHARACTERS
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "a subscription may have at most %d characters: shorten its handback, filter or config",
                MOST_CHARACTERS))
        : Optional.empty();
  }

  /**
   * Passes requests to Jolokia one at a time, and drops the oldest client if there are too many.
   *
   * @throws SecurityException if the client has too many subscriptions
   */
  synchronized Object handle(JolokiaNotificationRequest request, Handler jolokia)
      throws IOException,
          JMException,
          NotChangedException,
          BadRequestException,
          EmptyResponseException {
    NotificationCommand command = request.getCommand();
    if (command instanceof UnregisterCommand gone) {
      forget(gone.getClient(), jolokia);
    }
    if (command instanceof AddCommand add
        && subscriptions(add.getClient(), jolokia).size() >= MOST_SUBSCRIPTIONS) {
      throw new SecurityException(
          String.format(
              Locale.ROOT,
              "a client may have at most %d subscriptions: use a pattern, as io.daxkmem:*",
              MOST_SUBSCRIPTIONS));
    }
    Object result = jolokia.handle(request);
    if (command.getType() == NotificationCommandType.REGISTER) {
      registered.add(String.valueOf(((JSONObject) result).get("id")));
      if (registered.size() > MOST) {
        String eldest = registered.element();
        forget(eldest, jolokia);
        jolokia.handle(command("unregister", eldest));
      }
    }
    return result;
  }

  /** Removes all subscriptions, because Jolokia fails to unregister a client that has several. */
  private void forget(String client, Handler jolokia)
      throws IOException,
          JMException,
          NotChangedException,
          BadRequestException,
          EmptyResponseException {
    registered.remove(client);
    streams.close(client);
    for (Object handle : List.copyOf(subscriptions(client, jolokia).keySet())) {
      JSONObject removal = json("remove", client);
      removal.put("handle", handle);
      jolokia.handle(request(removal));
    }
  }

  private static JSONObject subscriptions(String client, Handler jolokia)
      throws IOException,
          JMException,
          NotChangedException,
          BadRequestException,
          EmptyResponseException {
    return (JSONObject) jolokia.handle(command("list", client));
  }

  private static JolokiaNotificationRequest command(String command, String client)
      throws BadRequestException {
    return request(json(command, client));
  }

  private static JSONObject json(String command, String client) {
    JSONObject json = new JSONObject();
    json.put("type", "notification");
    json.put("command", command);
    json.put("client", client);
    return json;
  }

  private static JolokiaNotificationRequest request(JSONObject json) throws BadRequestException {
    return JolokiaRequestFactory.createPostRequest(json, new ProcessingParameters(Map.of()));
  }
}
