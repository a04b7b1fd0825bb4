package io.daxkmem.mbeans.operation;

import io.daxkmem.log.Visible;
import java.util.Optional;

/**
 * The client that requests an operation.
 *
 * @param user the authenticated user, or a word such as {@code jmx} or {@code anonymous}; never
 *     empty
 * @param client its address, such as {@code 127.0.0.1:40312}; empty if not known
 * @param barred a sentence saying why this client may not change regions; empty if it may
 */
public record Requester(String user, String client, Optional<String> barred) {

  /** A client that may change regions. */
  public Requester(String user, String client) {
    this(user, client, Optional.empty());
  }

  /** User and address for messages: {@code operator from 127.0.0.1:40312}. */
  public String text() {
    String name = Visible.text(user);
    return client.isEmpty() ? name : name + " from " + client;
  }
}
