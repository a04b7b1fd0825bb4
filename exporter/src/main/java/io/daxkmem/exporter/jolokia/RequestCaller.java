package io.daxkmem.exporter.jolokia;

import io.daxkmem.exporter.access.Access;
import io.daxkmem.exporter.access.User;
import io.daxkmem.exporter.log.AddressText;
import io.daxkmem.mbeans.operation.Caller;
import io.daxkmem.mbeans.operation.JmxCaller;
import io.daxkmem.mbeans.operation.Requester;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the client of the current request. Jolokia calls an MBean on the thread of the request,
 * so the MBean can look the client up there.
 */
public final class RequestCaller implements Caller {
  private static final String ANONYMOUS = "anonymous";
  private static final String OFF =
      "operations are off: start the exporter with --control.enabled.";
  private static final String VIEWER =
      "a viewer may read and plan; changing a region takes an operator.";

  private final boolean operations;
  private final Caller others = new JmxCaller();

  @SuppressWarnings("ThreadLocalUsage") // emptied after each request
  private final ThreadLocal<@Nullable Requester> current = new ThreadLocal<>();

  /**
   * @param access the clients' rights; without operations, other JMX clients may not operate either
   */
  public RequestCaller(Access access) {
    this.operations = access.operations();
  }

  /** Handles a request. */
  @FunctionalInterface
  interface Handling {
    void handle() throws IOException;
  }

  /**
   * Handles a request of a client on this thread.
   *
   * @param user empty if it needed none
   */
  void handle(Optional<User> user, InetSocketAddress client, Handling handling) throws IOException {
    current.set(
        new Requester(
            user.map(User::name).orElse(ANONYMOUS),
            AddressText.of(client),
            barred(user.filter(User::isOperator).isPresent())));
    try {
      handling.handle();
    } finally {
      current.remove();
    }
  }

  /** The client of the current Jolokia request, or otherwise of another JMX connector. */
  @Override
  public Requester requester() {
    Requester client = current.get();
    if (client != null) {
      return client;
    }
    Requester other = others.requester();
    return new Requester(other.user(), other.client(), barred(true));
  }

  /**
   * Who holds the memory of the answer: the user of this request, or its address if it has none.
   */
  String holder(InetSocketAddress client) {
    String user = requester().user();
    return user.equals(ANONYMOUS) ? client.getAddress().getHostAddress() : user;
  }

  private Optional<String> barred(boolean operator) {
    return operations ? Optional.of(VIEWER).filter(text -> !operator) : Optional.of(OFF);
  }
}
