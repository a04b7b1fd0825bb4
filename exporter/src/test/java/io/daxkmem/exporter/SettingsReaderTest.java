package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.cli.Arguments;
import io.daxkmem.exporter.reload.ConfigFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  private static final String CONFIG =
      """
      basic_auth_users:
        alice: $2b$04$VllhmuHcIU6.AzCBMQtj4OxD6l7jUiGMnWiLTEZlGqMEleoFauYAq
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"regions", "web", "jolokia", "passwords"})
  void eachFileThatIsWrongLaterIsToldOfByItsName(String wrong) throws IOException {
    ConfigFiles files =
        new SettingsReader(
                new Arguments(
                    "--simulate",
                    "--control.enabled",
                    "--regions.file=" + write("regions", "dax0.0 online"),
                    "--web.config.file=" + write("web", CONFIG),
                    "--jolokia.config.file=" + write("jolokia", CONFIG),
                    "--control.password-file=" + write("passwords", "a long secret of mine")))
            .read()
            .files();
    assertThat(read(files))
        .containsOnlyKeys("regions", "web", "jolokia", "passwords")
        .doesNotContainValue(false);

    // no state, no setting, and no password
    write(wrong, wrong.equals("passwords") ? "" : "wrong: 1");

    assertThat(read(files)).hasSize(4).containsEntry(wrong, false);
    assertThat(read(files).values()).containsOnlyOnce(false);
  }

  @Test
  void withoutFilesThereIsNothingToTell() throws IOException {
    assertThat(read(new SettingsReader(new Arguments("--simulate")).read().files())).isEmpty();
  }

  private static Map<String, Boolean> read(ConfigFiles files) {
    Map<String, Boolean> read = new HashMap<>();
    files.forEach(read::put);
    return read;
  }

  private Path write(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
