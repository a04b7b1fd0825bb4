package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.daxkmem.log.FieldsRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--control.enabled | --control.enabled needs --control.password-file FILE",
        "--control.password-file=p | need --control.enabled",
        "--control.user=me | need --control.enabled",
        "--control.enabled --control.password-file=p --control.user=a:b | without a colon",
        "--control.enabled --control.password-file=p --control.user= | must have a name",
        "--control.password=secret | Unrecognized option: --control.password=secret",
        "--jolokia.listen-address=127.0.0.1:8778 | needs --jolokia.enabled or --control.enabled",
        "--jolokia.enabled --jolokia.listen-address=0.0.0.0:8778 | must be a loopback address",
        "--jolokia.enabled --jolokia.listen-address=:8778 | must be a loopback address",
        "--jolokia.config.file=j.yml | needs --jolokia.enabled or --control.enabled",
        "--jolokia.enabled --jolokia.listen-address=0.0.0.0:8778 | or give --jolokia.config.file with TLS",
        "--control.enabled --control.user=me --jolokia.config.file=j.yml | needs --control.password-file",
        "--jolokia.allow-origin=http://h:1 | needs --jolokia.enabled or --control.enabled",
        "--jolokia.enabled --jolokia.allow-origin=http://h:1/ | is not an origin as http",
        "--jolokia.enabled --jolokia.allow-origin=* | is not an origin as http",
        "--jolokia.enabled --jolokia.allow-origin= | is not an origin as http",
        "--viewer.user=eve | --viewer.user needs --viewer.password-file",
        "--audit.file=/no/such/folder/audit --viewer.user=eve | needs --viewer.password-file",
        "--audit.required | --audit.required needs --audit.file FILE",
        "--regions.settled-file=s | needs --regions.file and --control.enabled",
        "--regions.settled-file=s --regions.file=f | needs --regions.file and --control.enabled",
        "--control.enabled --control.password-file=p --control.user=regions.conf | another name",
        "--viewer.password-file=p --viewer.user=regions.conf | must have another name",
        "--web.listen-address=10140 | '10140' is not HOST:PORT",
        "--web.listen-address=localhost:65536 | a port above 65535",
        "--web.listen-address=no.such.host.invalid:1 | is not known",
        "--web.telemetry-path=metrics | does not start with /",
        "--path.sysfs=/no/such/folder | there is no such directory",
        "--simulate --path.sysfs=/sys | exclude each other",
        "--simulate --path.procfs=/proc | exclude each other",
        "--path.procfs=/no/such/folder | there is no such directory",
        "--web.telemetry-path=/-/healthy | paths below /-/ are the exporter's own",
        "--simulate --simulate.kernel=stock | takes one of patched, mainline, not 'stock'",
        "--simulate.kernel=mainline | --simulate.kernel needs --simulate",
        "--simulate=-1 | takes 0 to 1024 regions, not -1",
        "--simulate=1025 | takes 0 to 1024 regions, not 1025",
        "--simulate=many | --simulate takes a number, not 'many'",
        "--textfile=dax.txt | only files named *.prom",
        "--textfile.interval=5 | needs --textfile FILE",
        "--textfile=dax.prom --textfile.interval=0 | takes 1 or more seconds, not 0",
        "--textfile=dax.prom --web.telemetry-path=/m | so it excludes --",
        "--textfile=dax.prom --jolokia.enabled | so it excludes --",
        "--log.level=loud | --log.level takes one of debug, info, warn, error, not 'loud'",
        "--log.format=xml | --log.format takes one of logfmt, json, not 'xml'",
        "stray | Not a flag: 'stray'",
        "--simulate=1 --simulate=2 | --simulate is given more than once",
        "--web.listen-adress=:1 | Unrecognized option: --web.listen-adress=:1. Did you mean --web.listen-address?",
        "--web.listen=:1 | Did you mean --web.listen-address?",
        "--simulat | Did you mean --simulate?",
        "--Textfile=a | Did you mean --textfile?",
        "--control.passwort-file=a | Did you mean --control.password-file?",
        "--web.listen=:1 | Unrecognized option: --web.listen=:1",
        "--textfile | Missing argument for option: textfile",
      })
  void whatTheCommandLineMayNotSayIsRefused(String args, String message) {
    int status = run(args.split(" "));

    assertThat(err.toString(UTF_8))
        .contains(message)
        .contains("Try --help.")
        .doesNotContain("\tat ");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void operationsOnAnAddressThatOthersReachAreRefused() throws IOException {
    int status =
        run(
            "--control.enabled",
            "--control.password-file=" + passwordFile("rw-------"),
            "--jolokia.listen-address=0.0.0.0:8778");

    assertThat(err.toString(UTF_8)).contains("must be a loopback address");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void aPasswordFileThatOthersCanReadIsRefused() throws IOException {
    int status = run("--control.enabled", "--control.password-file=" + passwordFile("rw----r--"));

    assertThat(err.toString(UTF_8)).contains("chmod 600").doesNotContain("secret");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void aViewerNeedsSomethingToView() throws IOException {
    int status = run("--viewer.password-file=" + passwordFile("rw-------"));

    assertThat(err.toString(UTF_8)).contains("needs --jolokia.enabled or --control.enabled");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void nobodyIsViewerAndOperator() throws IOException {
    Path password = passwordFile("rw-------");
    int status =
        run(
            "--control.enabled",
            "--control.password-file=" + password,
            "--viewer.user=operator",
            "--viewer.password-file=" + password);

    assertThat(err.toString(UTF_8)).contains("must have different names");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void operatorAndViewerMayNotShareAPasswordFile() throws IOException {
    Path password = passwordFile("rw-------");
    int status =
        run(
            "--control.enabled",
            "--control.password-file=" + password,
            "--viewer.password-file=" + password);

    assertThat(err.toString(UTF_8)).contains(password + ": ", "different password files");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void anAuditThatCannotBeWrittenIsNamed() {
    int status = run("--simulate", "--audit.file=" + folder.resolve("none/audit"));

    assertThat(err.toString(UTF_8))
        .contains(
            "cannot write the audit file "
                + folder.resolve("none/audit")
                + ": there is no such file");
    assertThat(status).isEqualTo(1);
  }

  @Test
  void anAuditThatIsNotKeptIsRefusedWithTheReason() {
    int status = run("--simulate", "--audit.file=/dev/null");

    assertThat(err.toString(UTF_8))
        .contains("cannot write the audit file /dev/null: it is not a regular file");
    assertThat(status).isEqualTo(1);
  }

  @Test
  void aMissingPasswordFileIsNamed() {
    int status = run("--control.enabled", "--control.password-file=" + folder.resolve("none"));

    assertThat(err.toString(UTF_8)).contains("cannot read", folder.resolve("none").toString());
    assertThat(status).isEqualTo(2);
  }

  @Test
  void aWebConfigurationThatCannotBeUsedIsRefusedByNameAndLine() throws IOException {
    Path config = Files.writeString(folder.resolve("web.yml"), "\nusers: {}\n");

    int status = run("--simulate", "--web.config.file=" + config);

    assertThat(err.toString(UTF_8))
        .startsWith("dax-kmem-exporter: " + config + ":2: unknown key users in the file: use ")
        .doesNotContain("\tat ");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void aJolokiaThatOthersReachWithoutTlsIsRefusedByFileAndAddress() throws IOException {
    Path config =
        Files.writeString(folder.resolve("jolokia.yml"), "rate_limit: {interval: 1s, burst: 1}\n");

    int status =
        run(
            "--simulate",
            "--jolokia.enabled",
            "--jolokia.listen-address=0.0.0.0:0",
            "--jolokia.config.file=" + config);

    assertThat(err.toString(UTF_8))
        .startsWith("dax-kmem-exporter: " + config + ": add tls_server_config: ")
        .contains("0.0.0.0:0");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();

      int status = run("--simulate", "--web.listen-address=" + address);

      assertThat(err.toString(UTF_8))
          .contains("cannot listen on " + address + ": Address already in use");
      assertThat(status).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource
  void aFailureAfterTheServersStartedEndsThem(Throwable failure, int status) {
    List<LogRecord> log;
    try (FailingLog failing = new FailingLog("dax-kmem-exporter started", failure)) {
      assertThat(run("--simulate", "--web.listen-address=127.0.0.1:0")).isEqualTo(status);
      log = failing.records();
    }

    assertThat(log)
        .extracting(LogRecord::getLevel, LogRecord::getThrown)
        .contains(tuple(Level.SEVERE, failure));
    assertThat(log)
        .extracting(record -> ((FieldsRecord) record).sentence())
        .containsOnlyOnce("dax-kmem-exporter stopped");
  }

  static Stream<Arguments> aFailureAfterTheServersStartedEndsThem() {
    return Stream.of(
        arguments(new IllegalStateException("injected"), 1),
        arguments(new NoClassDefFoundError("injected"), 1),
        arguments(new OutOfMemoryError("injected"), 3));
  }

  @Test
  void aTextfileIsWrittenForEverybodyAndNothingIsLeftBesideIt() throws IOException {
    Path file = Files.writeString(folder.resolve("dax.prom"), "an older one");

    assertThat(run("--simulate=1", "--textfile=" + file)).isZero();

    assertThat(file)
        .content()
        .contains("dax_kmem_region_up{device=\"dax0.0\"} 1.0\n", "dax_kmem_exporter_build_info");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
    assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void anotherKernelIsSimulated() {
    Path file = folder.resolve("dax.prom");

    assertThat(run("--simulate=1", "--simulate.kernel=mainline", "--textfile=" + file)).isZero();

    assertThat(file).content().contains("kernel_interface=\"state\"");
  }

  @Test
  void aTextfileThatCannotBeWrittenIsNamed() {
    Path file = folder.resolve("none/dax.prom");

    assertThat(run("--simulate=1", "--textfile=" + file)).isEqualTo(1);

    assertThat(err.toString(UTF_8))
        .contains("cannot write the textfile " + file + ": there is no such file");
  }

  @Test
  void aFlagLikeNoOtherIsNotGuessed() {
    assertThat(run("--nonsense")).isEqualTo(2);

    assertThat(err.toString(UTF_8)).doesNotContain("Did you mean");
  }

  @Test
  void anAddressOfAnotherMachineIsNamed() {
    assertThat(run("--simulate", "--web.listen-address=192.0.2.1:1")).isEqualTo(1);

    assertThat(err.toString(UTF_8))
        .contains("cannot listen on 192.0.2.1:1: Cannot assign requested address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--web.listen-address=127.0.0.1:0", "--textfile=/no/such/folder/a.prom"})
  void aWrongLineOfTheRegionsFileIsNamed(String flag) throws IOException {
    Path file = Files.writeString(folder.resolve("regions.conf"), "# wanted\ndax0.0 movable\n");

    assertThat(run("--simulate", "--regions.file=" + file, flag)).isEqualTo(2);

    assertThat(err.toString(UTF_8)).contains(file + ":2: 'movable' is not a state");
  }

  @Test
  void aFileOfSettledRegionsThatCannotBeUsedIsNamed() throws IOException {
    Path regions = Files.writeString(folder.resolve("regions.conf"), "dax0.0 online\n");
    Path settled = Files.createDirectory(folder.resolve("settled"));

    int status =
        run(
            "--control.enabled",
            "--control.password-file=" + passwordFile("rw-------"),
            "--regions.file=" + regions,
            "--regions.settled-file=" + settled);

    assertThat(err.toString(UTF_8)).contains("cannot use " + settled + ": it is a directory");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void aDirectoryIsNoWebConfiguration() {
    assertThat(run("--simulate", "--web.config.file=" + folder)).isEqualTo(2);

    assertThat(err.toString(UTF_8)).contains(folder + ": it is a directory, not a file");
  }

  @Test
  void aPasswordThatIsNotTextIsRefusedInWords() throws IOException {
    Path password = passwordFile("rw-------");
    Files.write(password, new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThat(run("--control.enabled", "--control.password-file=" + password)).isEqualTo(2);

    assertThat(err.toString(UTF_8)).contains("is not text in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void helpNamesEveryOptionAndItsDefault(String flag) {
    assertThat(run(flag)).isZero();

    assertThat(out.toString(UTF_8))
        .contains("--web.listen-address", "0.0.0.0:10140", "--web.telemetry-path", "/metrics")
        .contains("--web.config.file", "--regions.file")
        .contains("--path.sysfs", "/sys", "--simulate", "--log.level", "--log.format", "logfmt")
        .contains("--jolokia.enabled", "--jolokia.listen-address", "127.0.0.1:8778")
        .contains("--jolokia.config.file")
        .contains("--control.enabled", "--control.user", "operator", "--control.password-file")
        .contains("--viewer.user", "--viewer.password-file", "--audit.file", "--audit.required");
  }

  @Test
  void versionNamesTheProgramItsVersionAndJavas() {
    assertThat(run("--version")).isZero();

    assertThat(out.toString(UTF_8))
        .matches("dax-kmem-exporter \\d+\\.\\d+\\.\\d+\\S* \\(Java \\d+.*\\)\\R");
  }

  private int run(String... args) {
    return Main.run(
        Place.OWN_PROCESS,
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        args);
  }

  private Path passwordFile(String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "secret\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
