package io.daxkmem.mbeans;

import static io.daxkmem.mbeans.Machine.DAX0;
import static io.daxkmem.mbeans.Machine.REGIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.daxkmem.disk.SmallDisk;
import io.daxkmem.mbeans.operation.Audit;
import io.daxkmem.mbeans.operation.AuditFile;
import io.daxkmem.mbeans.operation.Requester;
import io.daxkmem.region.Regions;
import io.daxkmem.region.simulated.SimulatedSysfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations whose audit cannot be written. */
class RequiredAuditTest {
  private final Logger logger = Logger.getLogger(Audit.class.getName());
  private final List<LogRecord> log = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          log.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final Regions regions = new Regions(new SimulatedSysfs(1));
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void listen() {
    file = folder.resolve("audit");
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
  }

  @Test
  void withoutTheRequirementItIsDoneAndTheLogHasTheLineAsAnError() throws Exception {
    try (RegionMBeans mbeans = start(false)) {
      assertThat(mbeans).isNotNull();
      replaceFileByFolder();

      online();

      assertThat(state()).isEqualTo("online");
      assertThat(log)
          .singleElement()
          .returns(Level.SEVERE, LogRecord::getLevel)
          .extracting(LogRecord::getMessage)
          .asString()
          .startsWith("cannot write the audit")
          .contains("\\\"to\\\":\\\"online\\\",\\\"outcome\\\":\\\"done\\\"");
    }
  }

  @Test
  void withTheRequirementItIsRefusedAndNothingChanges() throws Exception {
    try (RegionMBeans mbeans = start(true)) {
      assertThat(mbeans).isNotNull();
      replaceFileByFolder();

      assertRefused(file + ": it is not a regular file");

      assertThat(state()).isEqualTo("offline");
      assertThat(server.getAttribute(DAX0, "OperationOutcome")).isNull();
      assertThat((String[]) server.getAttribute(REGIONS, "LastOperations"))
          .singleElement()
          .asString()
          .contains("\"outcome\":\"refused\"", "the audit cannot be written");
      Files.delete(file);

      online();

      assertThat(state()).isEqualTo("online");
    }
  }

  @Test
  void withTheRequirementAFullDiskRefusesItUntilThereIsRoom() throws Exception {
    Optional<SmallDisk> mounted = SmallDisk.mount(folder, 16);
    assumeThat(mounted).as("the right to mount a disk").isPresent();
    try (SmallDisk disk = mounted.orElseThrow();
        RegionMBeans mbeans = start(true)) {
      assertThat(mbeans).isNotNull();
      disk.fill();

      assertRefused("No space left on device");

      assertThat(state()).isEqualTo("offline");
      disk.makeRoom();

      online();

      assertThat(state()).isEqualTo("online");
      assertThat(Files.readAllLines(file))
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .matches(
                          "\\{\"time\":\"[^\"]+\",\"user\":\"operator\",\"client\":\"\","
                              + "\"device\":\"dax0.0\",\"to\":\"online\",\"outcome\":\"running\"}"),
              line -> assertThat(line).contains("\"outcome\":\"done\""));
    }
  }

  private RegionMBeans start(boolean required) throws IOException {
    RegionMBeans mbeans =
        new RegionMBeans(
            server,
            regions,
            () -> new Requester("operator", ""),
            new Audit(new AuditFile(file), required),
            operation -> {});
    mbeans.start();
    return mbeans;
  }

  private void replaceFileByFolder() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
  }

  private void online() throws JMException {
    server.invoke(DAX0, "online", null, null);
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(this::online)
        .rootCause()
        .isInstanceOf(IllegalStateException.class)
        .message()
        .containsPattern(wrapped("dax0.0 was not brought to online: the audit cannot be written: "))
        .containsPattern(wrapped(reason))
        .endsWith("Nothing was tried.");
  }

  private static String wrapped(String text) {
    return text.replace(" ", "\\s");
  }

  private String state() throws IOException {
    return regions.read("dax0.0").state().text();
  }
}
