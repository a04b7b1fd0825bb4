package io.daxkmem.exporter.jolokia;

import io.daxkmem.exporter.access.Access;
import io.daxkmem.exporter.log.AddressText;
import io.daxkmem.exporter.web.config.WebConfig;
import io.daxkmem.exporter.web.config.WebConfigFile;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * What other machines reach has TLS and asks who they are; who is asked can have an answer; and a
 * name has one role.
 *
 * @param address that Jolokia listens on
 * @param access has the users with a password file
 */
public record SafeConfig(InetSocketAddress address, Access access) implements WebConfigFile.Rule {

  @Override
  public Optional<String> fault(WebConfig read) {
    boolean remote = !address.getAddress().isLoopbackAddress();
    if (remote && read.tls().isEmpty()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "add tls_server_config: Jolokia listens on %s, and passwords and operations would"
                  + " cross the network unencrypted",
              AddressText.of(address)));
    }
    if (access.operations() && access.operator().isEmpty() && read.roles().operators().isEmpty()) {
      return Optional.of(
          "add an operator to roles, or start with --control.password-file: otherwise nobody could"
              + " use --control.enabled");
    }
    if (!access.needsPassword() && read.roles().isEmpty() && (remote || read.identifiesClients())) {
      return Optional.of(
          "add roles, and basic_auth_users or clients' certificates to prove them, or start with"
              + " --viewer.password-file: otherwise Jolokia would be open to everybody, or to"
              + " nobody");
    }
    return read.roles()
        .names()
        .filter(access::hasPassword)
        .map(
            name ->
                String.format(
                    Locale.ROOT,
                    "roles has '%s', who has a password file, and with it the role of that: choose"
                        + " another name for one of them",
                    name))
        .findFirst();
  }
}
