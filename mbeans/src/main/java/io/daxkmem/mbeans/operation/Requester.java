package io.daxkmem.mbeans.operation;

import java.util.Optional;

/**
 * Who asks for an operation.
 *
 * @param user as authenticated, or a word for the way it came; never empty
 * @param client the address it came from, {@code 127.0.0.1:40312}; empty where it is not known
 * @param barred why this one may not change regions, as a sentence; empty for whoever may
 */
public record Requester(String user, String client, Optional<String> barred) {

  /** Somebody who may change regions. */
  public Requester(String user, String client) {
    this(user, client, Optional.empty());
  }

  /** As messages name them: {@code operator from 127.0.0.1:40312}. */
  public String text() {
    return client.isEmpty() ? user : user + " from " + client;
  }
}
