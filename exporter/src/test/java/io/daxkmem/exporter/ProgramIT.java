package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramIT {
  private static final String ANY_WEB = "--web.listen-address=127.0.0.1:0";
  private static final String ANY_JOLOKIA = "--jolokia.listen-address=127.0.0.1:0";

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void answersDoNotWaitForDelayedAcks() throws Exception {
    try (Program program = new Program("--simulate", ANY_WEB)) {
      assertThat(program.firstLine()).contains("started");
      assertThat(program.property("sun.net.httpserver.nodelay")).isEqualTo("true");
    }
  }

  @Test
  void jolokiaChangesARegionAndItsMetricsFollow() throws Exception {
    try (Program program = Program.inControl(folder)) {
      assertThat(onlineMovable(program)).contains("\"status\":200");
      assertThat(program.http("web").get("/metrics").body())
          .contains("dax_kmem_region_state{device=\"dax0.0\",state=\"online_movable\"} 1.0\n");
    }
  }

  @Test
  void withoutTheRequiredAuditNothingChanges() throws Exception {
    Path audit = folder.resolve("audit");
    try (Program program = Program.inControl(folder, "--audit.file=" + audit, "--audit.required")) {
      assertThat(program.firstLine()).contains("control=on");
      Files.delete(audit);
      Files.createDirectory(audit);

      assertThat(onlineMovable(program)).contains("the audit cannot be written", "\"status\":500");

      assertThat(program.http("web").get("/metrics").body())
          .contains("dax_kmem_region_state{device=\"dax0.0\",state=\"offline\"} 1.0\n");
      Files.delete(audit);

      assertThat(onlineMovable(program)).contains("\"status\":200");
      assertThat(Files.readAllLines(audit)).hasSize(2);
    }
  }

  @Test
  void jolokiaIsOffUnlessAskedFor() throws Exception {
    try (Program program = new Program("--simulate", ANY_WEB)) {
      assertThat(program.firstLine()).contains(" jolokia=off control=off");
    }
  }

  @Test
  void sigtermEndsItWithoutErrors() throws Exception {
    try (Program program = new Program("--simulate", ANY_WEB, ANY_JOLOKIA, "--jolokia.enabled")) {
      assertThat(program.http("jolokia").get("/jolokia/version").statusCode()).isEqualTo(200);

      assertThat(program.terminate()).isTrue();
      assertThat(program.awaitEnd()).isEqualTo(Program.TERMINATED);
      Program.assertOnlyTheEnd(program.rest());
    }
  }

  @Test
  void theLogFormatCanBeJson() throws Exception {
    try (Program program = new Program("--simulate=0", ANY_WEB, "--log.format=json")) {
      assertThat(program.firstLine())
          .startsWith("{\"time\":\"")
          .contains("\"level\":\"info\",\"msg\":\"dax-kmem-exporter started\",\"version\":\"")
          .endsWith("\"control\":\"off\"}");
    }
  }

  @Test
  void aHeadWithGzipIsNoWarning() throws Exception {
    try (Program program = new Program("--simulate", ANY_WEB)) {
      String head = "HEAD /metrics HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n";

      assertThat(program.http("web").raw(head)).startsWith("HTTP/1.1 200 OK\r\n");

      assertThat(program.terminate()).isTrue();
      Program.assertOnlyTheEnd(program.rest());
    }
  }

  @Test
  void warningsOfTheStartHaveTheLogFormatToo() throws Exception {
    Path audit = Files.writeString(folder.resolve("audit"), "");
    Files.setPosixFilePermissions(audit, PosixFilePermissions.fromString("rw-r--r--"));
    try (Program program =
        new Program("--simulate=0", ANY_WEB, "--log.format=json", "--audit.file=" + audit)) {
      assertThat(JSON.readTree(program.firstLine()).get("msg").textValue())
          .contains("everybody can read the audit file");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--log.format=json --nonsense, Unrecognized option",
    "--nonsense --log.format json, Unrecognized option",
    "--log.format=json --web.config.file=/no/such, there is no such file",
    "--log.format=json --web.listen-address=192.0.2.1:1, cannot listen on 192.0.2.1:1",
    "--log.format=json --path.sysfs=/no/such, there is no such directory",
  })
  void aStartThatFailsSaysSoInJson(String args, String message) throws Exception {
    try (Program program = new Program(args.split(" "))) {
      assertThat(program.rest())
          .isNotEmpty()
          .anySatisfy(line -> assertThat(line).contains(message))
          .allSatisfy(
              line ->
                  assertThat(JSON.readTree(line).get("level").textValue())
                      .as(line)
                      .isEqualTo("error"));
    }
  }

  @Test
  void theLogAtDebugBeginsWithTheCommandLine() throws Exception {
    try (Program program = new Program("--simulate", ANY_WEB, "--log.level=debug")) {
      assertThat(program.firstLine())
          .endsWith(
              "level=debug msg=\"command line read\" web.listen-address=127.0.0.1:0 simulate=on"
                  + " log.level=debug");
    }
  }

  @Test
  void linesBelowTheLogLevelAreNotLogged() throws Exception {
    try (Program program = new Program("--path.sysfs=" + folder, ANY_WEB, "--log.level=warn")) {
      assertThat(program.firstLine()).contains("level=warn", "no dax bus");
    }
  }

  @Test
  void theJarDeclaresNoUnwantedServices() throws Exception {
    try (JarFile jar = new JarFile(Path.of("target", "dax-kmem-exporter.jar").toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()))
          .contains("META-INF/LICENSE", "org/jolokia/service/jmx/LocalRequestHandler.class")
          .noneMatch(name -> name.startsWith("org/jolokia/service/jsr160/"))
          .noneMatch(name -> name.startsWith("org/jolokia/service/discovery/"))
          .noneMatch(name -> name.startsWith("org/jolokia/service/history/"))
          .noneMatch(name -> name.startsWith("org/jolokia/service/notif/"))
          .noneMatch(name -> name.contains("protobuf/"));
    }
  }

  private static String onlineMovable(Program program) throws Exception {
    return program.http("jolokia").onlineMovable(Stranger.basic("operator", "secret"));
  }
}
