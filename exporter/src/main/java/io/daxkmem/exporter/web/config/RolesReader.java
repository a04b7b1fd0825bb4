package io.daxkmem.exporter.web.config;

import io.daxkmem.exporter.access.Roles;
import io.daxkmem.exporter.web.auth.Users;
import io.daxkmem.exporter.web.tls.CertificateName;
import io.daxkmem.exporter.web.tls.ClientAuth;
import io.daxkmem.exporter.web.tls.Tls;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the section {@code roles}. A name that nobody can prove to have is an error. */
final class RolesReader {
  static final String SECTION = "roles";
  private static final String OPERATOR = "operator";
  private static final String VIEWER = "viewer";

  private final YamlFile yaml;
  private final Optional<Users> users;
  private final boolean certificates;

  /**
   * @param users of the file
   * @param tls of the file
   */
  RolesReader(YamlFile yaml, Optional<Users> users, Optional<Tls> tls) {
    this.yaml = yaml;
    this.users = users;
    this.certificates = tls.filter(Tls::verifiesClients).isPresent();
  }

  /**
   * @param config empty if the section is not there, or has nothing in it
   */
  Roles read(Optional<RolesConfig> config) throws ConfigException {
    Roles roles = new Roles(names(config, OPERATOR), names(config, VIEWER));
    yaml.check(
        !roles.isEmpty() || !yaml.has(SECTION),
        "has no name: add operator or viewer and a list of names, or remove it",
        SECTION);
    for (String name : roles.viewers()) {
      check(!roles.operators().contains(name), VIEWER, name, "is an operator already: remove one");
    }
    return roles;
  }

  private Set<String> names(Optional<RolesConfig> config, String role) throws ConfigException {
    List<String> names =
        config.map(one -> role.equals(OPERATOR) ? one.operator() : one.viewer()).orElse(List.of());
    for (String name : names) {
      check(!name.isBlank(), role, name, "is no name: remove it");
      check(
          !name.startsWith("*"),
          role,
          name,
          "would be a name with an asterisk, and no pattern: write each name");
      check(
          certificates || users.filter(one -> one.know(name)).isPresent(),
          role,
          name,
          "is not in basic_auth_users, and no client's certificate is verified: add the user, or"
              + " client_auth_type "
              + ClientAuth.REQUIRE_AND_VERIFY);
    }
    return names.stream().map(CertificateName::canonical).collect(Collectors.toSet());
  }

  private void check(boolean right, String role, String name, String what) throws ConfigException {
    yaml.check(right, String.format(Locale.ROOT, "has '%s', which %s", name, what), SECTION, role);
  }
}
