package io.daxkmem.exporter.jolokia;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.access.Access;
import io.daxkmem.exporter.access.Credentials;
import io.daxkmem.exporter.web.Certificates;
import io.daxkmem.exporter.web.config.WebConfig;
import io.daxkmem.exporter.web.config.WebConfigFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeConfigTest {
  private static final String TLS = "cert_file: server.crt, key_file: server.key";
  private static final String VERIFIED =
      ", client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.crt";
  private static final String HASH = "$2b$04$VllhmuHcIU6.AzCBMQtj4OxD6l7jUiGMnWiLTEZlGqMEleoFauYAq";
  private static final String USERS = "basic_auth_users: {alice: " + HASH + "}\n";

  @TempDir Path folder;

  @BeforeEach
  void copyCertificates() throws IOException {
    for (String name : new String[] {"ca.crt", "server.crt", "server.key"}) {
      Certificates.copy(name, folder.resolve(name));
    }
  }

  /** Flags: who has a password file, and {@code control} if operations are on. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "127.0.0.1, -, '', -",
        "127.0.0.1, -, tls, -",
        "127.0.0.1, operator control, '', -",
        "127.0.0.1, -, users, or to nobody",
        "127.0.0.1, -, tls verified, or to nobody",
        "127.0.0.1, viewer, tls verified, -",
        "127.0.0.1, -, users roles=viewer, -",
        "127.0.0.1, control, users roles=viewer, add an operator to roles",
        "127.0.0.1, control, users roles=operator, -",
        "127.0.0.1, operator control, users roles=viewer, -",
        "0.0.0.0, operator control, '', add tls_server_config: Jolokia listens on 0.0.0.0:8778",
        "0.0.0.0, -, users roles=viewer, add tls_server_config",
        "0.0.0.0, -, tls, add roles",
        "0.0.0.0, -, tls verified, add roles",
        "0.0.0.0, -, tls users, add roles",
        "0.0.0.0, viewer, tls, -",
        "0.0.0.0, operator control, tls, -",
        "0.0.0.0, -, tls users roles=viewer, -",
        "0.0.0.0, -, tls verified roles=operator, -",
        "192.0.2.1, viewer, '', add tls_server_config",
        "::, viewer, '', add tls_server_config",
        "::1, viewer, '', -",
      })
  void whatOthersReachAsksWhoTheyAre(String address, String flags, String config, String fault)
      throws IOException {
    String given = String.valueOf(flags);
    SafeConfig safe =
        new SafeConfig(
            new InetSocketAddress(address, 8778),
            new Access(
                given.contains("control"),
                password(given, "operator"),
                password(given, "viewer"),
                Optional.empty()));

    Optional<String> said = safe.fault(read(config));

    if (fault == null) {
      assertThat(said).isEmpty();
    } else {
      assertThat(said).hasValueSatisfying(text -> assertThat(text).contains(fault));
    }
  }

  /** A certificate would otherwise give the name another role than its password. */
  @ParameterizedTest
  @CsvSource({"alice, bob", "bob, alice"})
  void aNameHasOneRole(String operator, String viewer) throws IOException {
    Access access =
        new Access(
            Optional.of(new Credentials(operator, "one")),
            Optional.of(new Credentials(viewer, "another")));

    assertThat(
            new SafeConfig(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8778), access)
                .fault(read("users roles=viewer")))
        .hasValueSatisfying(
            fault -> assertThat(fault).startsWith("roles has 'alice', who has a password file"));
  }

  @Test
  void thePackagesExampleIsSafeForAllAddresses() throws IOException {
    assertThat(faultOfExample(Files.readString(Path.of("packaging", "jolokia.yml")))).isEmpty();
  }

  @Test
  void theReadmesExampleIsSafeForAllAddresses() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String example =
        readme
            .split("### From another machine\n", 2)[1]
            .split("```yaml\n", 2)[1]
            .split("```", 2)[0];

    assertThat(faultOfExample(example.replaceFirst("\\$2y.*", Matcher.quoteReplacement(HASH))))
        .isEmpty();
  }

  private Optional<String> faultOfExample(String text) throws IOException {
    Certificates.copy("ca.crt", folder.resolve("clients.crt"));
    Path file = Files.writeString(folder.resolve("jolokia.yml"), text);
    Access control = new Access(true, Optional.empty(), Optional.empty(), Optional.empty());
    return new SafeConfig(new InetSocketAddress("0.0.0.0", 8778), control)
        .fault(new WebConfigFile(file, read -> Optional.empty()).get());
  }

  private static Optional<Credentials> password(String flags, String user) {
    return Optional.of(new Credentials(user, "secret")).filter(one -> flags.contains(user));
  }

  private WebConfig read(String config) throws IOException {
    StringBuilder text = new StringBuilder();
    if (config.contains("tls")) {
      text.append("tls_server_config: {" + TLS);
      text.append((config.contains("verified") ? VERIFIED : "") + "}\n");
    }
    if (config.contains("users")) {
      text.append(USERS);
    }
    if (config.contains("roles=")) {
      text.append("roles: {" + config.replaceFirst(".*roles=", "") + ": [alice]}\n");
    }
    Path file = Files.writeString(folder.resolve("jolokia.yml"), text);
    return new WebConfigFile(file, read -> Optional.empty()).get();
  }
}
