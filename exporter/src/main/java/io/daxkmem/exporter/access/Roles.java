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

  /**
   * The user with the first of these names that has a role; empty if none has. With both roles it
   * is a viewer: the lower right is the safer mistake.
   */
  public Optional<User> user(Collection<String> names) {
    return first(names, viewers)
        .map(name -> new User(name, false))
        .or(() -> first(names, operators).map(name -> new User(name, true)));
  }

  private static Optional<String> first(Collection<String> names, Set<String> known) {
    return names.stream().filter(known::contains).findFirst();
  }
}
