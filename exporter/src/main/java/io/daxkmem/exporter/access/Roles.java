package io.daxkmem.exporter.access;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may change regions and who may read them, by name: of a user, or in a client's certificate.
 *
 * @param operators have no name that viewers have
 */
public record Roles(Set<String> operators, Set<String> viewers) {
  public Roles {
    operators = Set.copyOf(operators);
    viewers = Set.copyOf(viewers);
  }

  /** Nobody has one. */
  public static Roles none() {
    return new Roles(Set.of(), Set.of());
  }

  /** All that have one. */
  public Stream<String> names() {
    return Stream.concat(operators.stream(), viewers.stream());
  }

  public boolean isEmpty() {
    return operators.isEmpty() && viewers.isEmpty();
  }

  /** The user with the first of these names that has a role; empty if none has. */
  public Optional<User> user(Collection<String> names) {
    return names.stream()
        .filter(name -> operators.contains(name) || viewers.contains(name))
        .map(name -> new User(name, operators.contains(name)))
        .findFirst();
  }
}
