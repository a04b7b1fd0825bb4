package io.daxkmem.exporter.web.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.daxkmem.exporter.LogRecorder;
import io.daxkmem.exporter.web.auth.BasicCredentials;
import io.daxkmem.exporter.web.auth.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebConfigFileTest {
  private static final String HASH = "$2b$04$VllhmuHcIU6.AzCBMQtj4OxD6l7jUiGMnWiLTEZlGqMEleoFauYAq";
  private static final String TLS =
      "tls_server_config: {cert_file: server.crt, key_file: server.key}\n";

  @TempDir Path folder;
  private final LogRecorder log = new LogRecorder();
  private Path file;

  @BeforeEach
  void copyCertificates() throws IOException {
    file = folder.resolve("web.yml");
    for (String name :
        new String[] {
          "ca.crt",
          "server.crt",
          "server.key",
          "other-server.crt",
          "other-server.key",
          "client.crt",
          "pkcs1.key",
          "encrypted.key",
          "rsa.key"
        }) {
      copy(name, name);
    }
    Files.writeString(folder.resolve("junk"), "junk\n");
    Files.writeString(
        folder.resolve("broken.crt"),
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    Files.writeString(
        folder.resolve("broken.key"),
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
  }

  @AfterEach
  void stop() {
    log.close();
  }

  /** A pipe's reader would wait for ever, and the start with it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tls_server_config: {cert_file: PIPE, key_file: server.key}",
        "tls_server_config: {cert_file: server.crt, key_file: PIPE}",
        "tls_server_config: {cert_file: server.crt, key_file: server.key,"
            + " client_auth_type: RequireAndVerifyClientCert, client_ca_file: PIPE}"
      })
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPipeIsRefused(String content) throws Exception {
    Path pipe = content.isEmpty() ? file : folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    if (!content.isEmpty()) {
      Files.writeString(file, content.replace("PIPE", "pipe"));
    }

    assertThatThrownBy(() -> new WebConfigFile(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining("it is not a regular file");
  }

  @Test
  void aDeviceIsRefused() {
    assertThatThrownBy(() -> new WebConfigFile(Path.of("/dev/zero")))
        .hasMessage("/dev/zero: it is not a regular file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "tls_config: {} | 1: unknown key tls_config in the file: use basic_auth_users, http_server_config, rate",
        "rate_limit: {interval: 1s, burst: 1}#rate_limit: {} | 2: the file cannot be read: Duplicate field 'rate_limit'",
        "- list | 1: the file must be a section",
        "text | 1: the file must be a section",
        "a: b: c | 1: the file cannot be read: mapping values are not allowed here",
        "#a: [ | 2: the file cannot be read: expected the node content",
        "tls_server_config: yes | 1: tls_server_config must be a section",
        "tls_server_config: {} | 1: tls_server_config needs cert_file; remove the section to serve",
        "#tls_server_config: | 2: tls_server_config is empty: add cert_file and key_file, or remove it",
        "tls_server_config:#  min_version: TLS12 | 1: tls_server_config needs cert_file; remove",
        "tls_server_config:#  client_auth_type: NoClientCert | 1: tls_server_config needs cert_file",
        "tls_server_config:#  cert_file: /#  key_file: k | 2: cert_file / cannot be read: it is a directory",
        "tls_server_config:#  cert_file: server.crt | 1: tls_server_config needs key_file",
        "tls_server_config:#  certfile: a | 2: unknown key certfile in tls_server_config: use cert, cert_file",
        "tls_server_config:#  cert_file: none#  key_file: k | 2: cert_file none cannot be read: there is no",
        "tls_server_config:#  cert_file: junk#  key_file: k | 2: cert_file junk holds no certificate",
        "tls_server_config:#  cert_file: binary#  key_file: k | 2: cert_file binary cannot be read: it is not text",
        "tls_server_config:#  cert_file: broken.crt#  key_file: k | 2: cert_file broken.crt holds a broken",
        "tls_server_config:#  cert_file: 7#  key_file: k | 2: cert_file must be a text; put it in quotes",
        "tls_server_config:#  cert_file: server.crt#  key_file: junk | 3: key_file junk holds no key",
        "tls_server_config:#  cert_file: server.crt#  key_file: broken.key | 3: key_file broken.key holds a key that is neither",
        "tls_server_config:#  cert_file: server.crt#  key_file: pkcs1.key | 3: key_file is not the key of the certificate",
        "tls_server_config:#  cert_file: server.crt#  key_file: encrypted.key | 3: key_file encrypted.key holds an encrypted key",
        "tls_server_config:#  cert_file: server.crt#  key_file: other-server.key | 3: key_file is not the key of the certificate",
        "tls_server_config:#  cert_file: server.crt#  key_file: rsa.key | 3: key_file is not the key of the certificate",
        "tls_server_config:#  cert: x#  cert_file: server.crt#  key_file: server.key | 2: cert and cert_file exclude each other",
        "<#  client_auth_type: Always | 4: client_auth_type must be NoClientCert or RequestClientCert or",
        "<#  client_auth_type: RequireAndVerifyClientCert | 4: client_auth_type RequireAndVerifyClientCert needs client_ca_file",
        "<#  client_auth_type: VerifyClientCertIfGiven | 4: client_auth_type VerifyClientCertIfGiven needs client_ca_file",
        "<#  client_ca_file: ca.crt | 4: client_ca_file has no effect without client_auth_type",
        "<#  client_allowed_sans: [a] | 4: client_allowed_sans needs client_auth_type RequireAndVerify",
        "<#  client_auth_type: RequestClientCert#  client_allowed_sans: [a] | 5: client_allowed_sans needs",
        "<#  client_auth_type: RequireAnyClientCert#  client_allowed_sans: [a] | 5: client_allowed_sans needs",
        "<#  client_auth_type: VerifyClientCertIfGiven#  client_ca_file: ca.crt#  client_allowed_sans: [a] | 6: client_allowed_sans needs",
        "<#  client_allowed_sans: a | 4: client_allowed_sans must be a list",
        "<#  min_version: TLS10 | 4: min_version must be TLS12 or TLS13",
        "<#  min_version: TLS13#  max_version: TLS12 | 5: max_version is below min_version",
        "<#  cipher_suites: [TLS_NONE] | 4: cipher_suites has TLS_NONE, which this Java does not know",
        "<#  prefer_server_cipher_suites: 1 | 4: prefer_server_cipher_suites must be true or false",
        "<#  curve_preferences: [X25519] | 4: curve_preferences cannot be honoured",
        "http_server_config: {http2: true} | 1: http2 cannot be true: this exporter speaks HTTP/1.1 only",
        "http_server_config:#  headers:#    X-Other: a | 3: unknown key X-Other in headers: use Content-Sec",
        "http_server_config:#  headers:#    X-Frame-Options: allow | 3: X-Frame-Options must be deny or same",
        "http_server_config:#  headers:#    X-Content-Type-Options: a | 3: X-Content-Type-Options must be nosniff",
        "basic_auth_users:#  alice: secret | 2: alice must be followed by a bcrypt hash",
        "basic_auth_users:#  alice: | 2: alice must be a text",
        "basic_auth_users:#  'a:b': x | 2: a:b is no name for a user",
        "#basic_auth_users: | 2: basic_auth_users has no user: add one, or remove it to serve without",
        "basic_auth_users: {} | 1: basic_auth_users has no user",
        "basic_auth_users: ~ | 1: basic_auth_users has no user",
        "basic_auth_users: [alice] | 1: basic_auth_users must be a section",
        "rate_limit: {interval: 1s, burst: 1.5} | 1: burst must be a whole number",
        "rate_limit: {interval: 1s, burst: '1'} | 1: burst must be a whole number",
        "rate_limit: {interval: [1s], burst: 1} | 1: interval must be a duration",
        "a: 1#---#b: 1 | 1: unknown key a in the file",
        "rate_limit: {interval: 0}#---#basic_auth_users: {a: b} | 1: the file has a second document: remove it",
        "---#---#rate_limit: | 1: the file has a second document: remove it",
        "http_server_config: {http2: yes} | 1: http2 cannot be true",
        "rate_limit:#---#rate_limit: | 1: the file has a second document: remove it",
        "basic_auth_users:#  alice: *secret | 2: basic_auth_users cannot be read: aliases are not followed",
        "basic_auth_users:#  alice: secret#  alice: b | 3: basic_auth_users cannot be read: Duplicate field 'alice'",
        "basic_auth_users:#  a/b: secret | 2: a/b must be followed by a bcrypt hash",
        "basic_auth_users:#  alice: {secret: 1} | 2: alice must be a text",
        "http_server_config: {http2: 'false'} | 1: http2 must be true or false",
        "http_server_config:#  headers:#    X-XSS-Protection: é | 3: X-XSS-Protection must be one line of ASCII",
        "<#  client_auth_type: 1 | 4: client_auth_type must be NoClientCert or",
        "<#  client_allowed_sans: [a, 7] | 4: client_allowed_sans must be a text",
        "<#  client_allowed_sans: [a, ] | 4: client_allowed_sans needs client_auth_type",
        "<#  client_allowed_sans: [a, ~] | 4: client_allowed_sans must be a text",
        "<#  client_allowed_sans: [[a]] | 4: client_allowed_sans must be a text",
        "basic_auth_users:#  alice: ^#roles:#  operator: [bob] | 4: operator has 'bob', which is not in basic_auth_users, and no client",
        "basic_auth_users:#  alice: ^#roles:#  operator: [alice]#  viewer: [alice] | 5: viewer has 'alice', which is an operator already",
        "roles:#  viewer: [alice] | 2: viewer has 'alice', which is not in basic_auth_users",
        "<#  client_auth_type: RequireAnyClientCert#roles:#  viewer: [client] | 6: viewer has 'client', which is not in",
        "#roles: | 2: roles has no name: add operator or viewer and a list of names, or remove it",
        "roles: {} | 1: roles has no name",
        "roles: {viewer: []} | 1: roles has no name",
        "roles: {viewer: alice} | 1: viewer must be a list",
        "roles: {viewer: [7]} | 1: viewer must be a text",
        "roles: {admin: [alice]} | 1: unknown key admin in roles: use operator, viewer",
        "rate_limit: {interval: soon, burst: 1} | 1: interval must be a duration, as 1s, 500ms or 0",
        "rate_limit: {burst: 1} | 1: interval must be a duration, as 1s",
        "rate_limit: {interval: 1s} | 1: burst must be at least 1",
        "rate_limit: {interval: 1s, burst: 0} | 1: burst must be at least 1",
        "rate_limit: {interval: 1s, burst: many} | 1: burst must be a whole number",
        "rate_limit: {interval: 1s, burst: 99999999999} | 1: burst cannot be read: Numeric value (99999999999) out of range",
      })
  void whatCannotBeUsedIsRefusedByNameAndLine(String config, String message) throws IOException {
    String yaml =
        config
            .replace("^", HASH)
            .replaceFirst("^<", "tls_server_config:#  cert_file: server.crt#  key_file: server.key")
            .replace('#', '\n');
    Files.writeString(file, yaml);

    assertThatThrownBy(() -> new WebConfigFile(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file + ":")
        .hasMessageContaining(message)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void aCostThatNobodyCouldBearIsRefused() throws IOException {
    Files.writeString(file, "basic_auth_users:\n  a: " + HASH.replace("$04$", "$31$"));

    assertThatThrownBy(() -> new WebConfigFile(file))
        .hasMessage(file + ":2: a has a hash of cost 31: use one from 4 to 18");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> new WebConfigFile(file))
        .isInstanceOf(ConfigException.class)
        .hasMessage(file + ": there is no such file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "---",
        "---\n",
        "---\n# nothing\n...\n",
        "---\nrate_limit: {interval: 0}\n",
        "http_server_config:\nrate_limit:\n",
        "http_server_config: {http2: false}\n",
        "http_server_config: {http2: no}\n",
        "http_server_config: {http2: off}\n",
        "http_server_config: {headers: {X-Frame-Options: ''}}\n",
        "rate_limit: {interval: 0}\n",
      })
  void whatLeavesEverythingOpenIsRight(String config) throws IOException {
    Files.writeString(file, config);

    WebConfig read = new WebConfigFile(file).get();

    assertThat(read.tls()).isEmpty();
    assertThat(read.headers()).isEmpty();
    assertThat(read.users()).isEmpty();
    assertThat(read.rateLimit().take()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
          client_auth_type: RequireAndVerifyClientCert
          client_ca_file: ca.crt
          client_allowed_sans:
            - a
        """,
        "  client_auth_type: RequireClientCert\n",
        "  client_auth_type: ''\n",
        "  min_version: TLS12\n  max_version: TLS12\n",
        """
          cipher_suites:
            - TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
            - TLS_AES_128_GCM_SHA256
          prefer_server_cipher_suites: false
        """,
      })
  void whatTheFormatAllowsIsRead(String more) throws IOException {
    Files.writeString(
        file, "tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n" + more);

    assertThat(new WebConfigFile(file).get().tls()).isPresent();
  }

  @Test
  void certificatesMayStandInTheFileItself() throws IOException {
    Files.writeString(
        file,
        "tls_server_config:\n  cert: |\n%s  key: |\n%s"
            .formatted(indented("server.crt"), indented("server.key")));

    assertThat(new WebConfigFile(file).get().tls()).isPresent();
  }

  /** As {@code openssl pkcs12 -nodes} writes them. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void certificateAndKeyMayStandInOneFileWithBagAttributes(boolean keyFirst) throws IOException {
    String certificate =
        "Bag Attributes\n    localKeyID: 01 \nsubject=CN = localhost\n\nissuer=CN = ca\n\n"
            + Files.readString(folder.resolve("server.crt"));
    String key =
        "Bag Attributes\n    friendlyName: a-b --- c\nKey Attributes: <No Attributes>\n"
            + Files.readString(folder.resolve("server.key"));
    Files.writeString(folder.resolve("both.pem"), keyFirst ? key + certificate : certificate + key);
    Files.writeString(file, "tls_server_config: {cert_file: both.pem, key_file: both.pem}");

    assertThat(new WebConfigFile(file).get().tls()).isPresent();
  }

  @Test
  void aDirectoryIsRefused() {
    assertThatThrownBy(() -> new WebConfigFile(folder))
        .hasMessage(folder + ": it is a directory, not a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic_auth_users:", "basic_auth_users: {}", "tls_server_config:"})
  void aSectionLeftEmptyDoesNotOpenTheDoor(String config) throws IOException {
    Files.writeString(file, "basic_auth_users: {alice: '%s'}".formatted(HASH));
    WebConfigFile read = new WebConfigFile(file);
    WebConfig before = read.get();

    Files.writeString(file, config);

    assertThat(read.get()).isSameAs(before);
  }

  @Test
  void anotherUserIsKnownAtOnce() throws IOException {
    Files.writeString(file, "basic_auth_users: {alice: '%s'}".formatted(HASH));
    WebConfigFile config = new WebConfigFile(file);
    assertThat(verdict(config, "alice")).isEqualTo(Verdict.WELCOME);

    Files.writeString(file, "basic_auth_users: {robert: '%s'}".formatted(HASH));

    assertThat(verdict(config, "alice")).isEqualTo(Verdict.UNKNOWN);
    assertThat(verdict(config, "robert")).isEqualTo(Verdict.WELCOME);
    assertThat(log.lines()).containsExactly("level=info msg=\"web configuration read again\"");
  }

  /** As seen while all places for guesses from this address are taken. */
  @Test
  void whoIsKnownStaysSoWhenTheFileIsReadAgain() throws Exception {
    String slow = HASH.replaceFirst("\\$\\d\\d\\$", "\\$16\\$");
    String users = "basic_auth_users: {alice: '%s', bob: '%s'}".formatted(HASH, slow);
    Files.writeString(file, users);
    WebConfigFile config = new WebConfigFile(file);
    assertThat(verdict(config, "alice")).isEqualTo(Verdict.WELCOME);

    Files.writeString(file, users + "\n# renewed\n");
    assertThat(config.get().users()).isPresent();
    int places = 4;
    AtomicInteger busy = new AtomicInteger();
    for (int i = 0; i < 2 * places; i++) {
      Thread guess =
          new Thread(
              () -> {
                if (verdict(config, "bob") == Verdict.BUSY) {
                  busy.incrementAndGet();
                }
              });
      guess.setDaemon(true);
      guess.start();
    }

    await().untilAsserted(() -> assertThat(busy).hasValue(places));
    assertThat(verdict(config, "alice")).isEqualTo(Verdict.WELCOME);
  }

  @Test
  void aBrokenFileLeavesTheOneBeforeInForceAndIsLoggedOnce() throws IOException {
    Files.writeString(file, "basic_auth_users: {alice: '%s'}".formatted(HASH));
    WebConfigFile config = new WebConfigFile(file);
    WebConfig before = config.get();

    Files.writeString(file, "basic_auth_users: none");

    assertThat(config.get()).isSameAs(before);
    assertThat(config.get()).isSameAs(before);
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("level=warn", "what was read before stays in force")
        .contains(file + ":1: basic_auth_users must be a section");
  }

  /** Nested 30,000 deep, large, not text, not YAML: a server may not fall over any of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | [",
        "'' | {",
        "'' | '? '",
        "'' | '- '",
        "'a: ' | [",
        "'basic_auth_users: ' | [",
        "'basic_auth_users: ' | {a:",
        "'tls_server_config: {client_allowed_sans: ' | [",
        "'rate_limit: {interval: ' | [",
        "'rate_limit: {interval: ' | {a:",
        "'' | &a",
        "'' | *a",
        "'' | %",
        "'' | '\u0001'",
      })
  void whateverIsWrittenThereLeavesTheOneBeforeInForce(String before, String repeated)
      throws IOException {
    Files.writeString(file, "basic_auth_users: {alice: '%s'}".formatted(HASH));
    WebConfigFile config = new WebConfigFile(file);

    Files.writeString(file, before + repeated.repeat(30_000));

    assertThat(verdict(config, "alice")).isEqualTo(Verdict.WELCOME);
    assertThat(verdict(config, "alice")).isEqualTo(Verdict.WELCOME);
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("level=warn", "what was read before stays in force")
        .contains(file + ":1: ");
  }

  @Test
  void aFileOfMoreThan1MiBIsNotRead() throws IOException {
    Files.writeString(file, "# " + "large ".repeat(200_000));

    assertThatThrownBy(() -> new WebConfigFile(file)).hasMessage(file + ": it has more than 1024 KiB");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        StackOverflowError.class,
        OutOfMemoryError.class,
        NoClassDefFoundError.class,
        IllegalStateException.class
      })
  void whateverALibraryThrowsLeavesTheOneBeforeInForce(Class<? extends Throwable> thrown)
      throws Exception {
    Files.writeString(file, "");
    AtomicReference<Throwable> failure = new AtomicReference<>();
    WebConfigFile config =
        new WebConfigFile(file, read -> Optional.empty(), source -> broken(source, failure.get()));
    WebConfig before = config.get();
    failure.set(thrown.getConstructor().newInstance());

    Files.writeString(file, "# changed");

    assertThat(config.get()).isSameAs(before);
    assertThat(config.get()).isSameAs(before);
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains(
            "what was read before stays in force", "cannot be read: " + thrown.getSimpleName());
  }

  @Test
  void aFileThatHasGoneLeavesTheOneBeforeInForce() throws IOException {
    Files.writeString(file, "basic_auth_users: {alice: '%s'}".formatted(HASH));
    WebConfigFile config = new WebConfigFile(file);

    Files.delete(file);

    assertThat(verdict(config, "alice")).isEqualTo(Verdict.WELCOME);
    assertThat(log.lines()).singleElement().asString().contains("there is no such file");
  }

  @Test
  void aCertificateIsReplacedFileByFile() throws IOException {
    Files.writeString(file, TLS);
    WebConfigFile config = new WebConfigFile(file);
    WebConfig before = config.get();

    copy("other-server.crt", "server.crt");
    assertThat(config.get()).isSameAs(before);
    copy("other-server.key", "server.key");
    assertThat(config.get()).isNotSameAs(before);

    assertThat(log.lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("key_file is not the key of the certificate"),
            line -> assertThat(line).contains("read again"));
  }

  @Test
  void aSymbolicLinkMayBeMovedToAnotherCertificate() throws IOException {
    Path link = folder.resolve("link.crt");
    Files.createSymbolicLink(link, folder.resolve("server.crt"));
    Files.writeString(file, TLS.replace("server.crt", "link.crt"));
    WebConfigFile config = new WebConfigFile(file);
    WebConfig before = config.get();
    copy("server.crt", "renewed.crt");

    Files.delete(link);
    Files.createSymbolicLink(link, folder.resolve("renewed.crt"));

    assertThat(config.get()).isNotSameAs(before);
  }

  @Test
  void tlsIsNotTurnedOffWithoutARestart() throws IOException {
    Files.writeString(file, TLS);
    WebConfigFile config = new WebConfigFile(file);

    Files.writeString(file, "");

    assertThat(config.get().tls()).isPresent();
    assertThat(log.lines()).singleElement().asString().contains("takes a restart");
  }

  @Test
  void rolesAreNotForTheMetrics() throws IOException {
    Files.writeString(file, "basic_auth_users: {alice: " + HASH + "}\nroles: {viewer: [alice]}\n");

    assertThatThrownBy(() -> new WebConfigFile(file))
        .isInstanceOf(ConfigException.class)
        .hasMessage(file + ": roles are Jolokia's: move them to --jolokia.config.file");
  }

  @Test
  void aFileThatHasComeToBreakTheRuleLeavesTheOneBeforeInForce() throws IOException {
    Files.writeString(file, "basic_auth_users: {alice: " + HASH + "}\n");
    WebConfigFile config =
        new WebConfigFile(
            file,
            read -> read.users().isPresent() ? Optional.empty() : Optional.of("it has no users"));

    Files.writeString(file, "");

    assertThat(config.get().users()).isPresent();
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("what was read before stays in force", file + ": it has no users");
  }

  private static WebConfig broken(Source source, @Nullable Throwable failure) throws IOException {
    source.text();
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    return WebConfig.open();
  }

  private static Verdict verdict(WebConfigFile config, String user) {
    return config
        .get()
        .users()
        .orElseThrow()
        .check(new BasicCredentials(user, "secret"), InetAddress.getLoopbackAddress());
  }

  private String indented(String name) throws IOException {
    return Files.readString(folder.resolve(name)).replaceAll("(?m)^(?=.)", "    ");
  }

  private void copy(String name, String to) throws IOException {
    try (var in = WebConfigFileTest.class.getResourceAsStream("../" + name)) {
      Files.copy(in, folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
