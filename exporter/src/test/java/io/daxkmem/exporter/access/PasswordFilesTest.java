package io.daxkmem.exporter.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daxkmem.exporter.LogRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordFilesTest {
  @TempDir Path folder;

  private final LogRecorder log = new LogRecorder();
  private Path operatorFile;
  private Path viewerFile;
  private PasswordFiles files;

  @BeforeEach
  void read() throws IOException {
    operatorFile = write("operator", "operate");
    viewerFile = write("viewer", "look");
    files = new PasswordFiles(Optional.of(operatorFile), Optional.of(viewerFile));
  }

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void eachRoleHasItsPassword() {
    assertThat(operatorIs("operate")).isTrue();
    assertThat(operatorIs("look")).isFalse();
    assertThat(viewerIs("look")).isTrue();
    assertThat(files.operator("op").orElseThrow().match("viewer", "operate")).isFalse();
  }

  @Test
  void aRoleWithoutAFileHasNoPassword() throws IOException {
    PasswordFiles none = new PasswordFiles(Optional.empty(), Optional.empty());

    assertThat(none.operator("op")).isEmpty();
    assertThat(none.viewer("viewer")).isEmpty();
  }

  @Test
  void aNewPasswordIsInForceAtOnce() throws IOException {
    write("operator", "operate anew");

    assertThat(operatorIs("operate")).isFalse();
    assertThat(operatorIs("operate anew")).isTrue();
    assertThat(viewerIs("look")).isTrue();
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("passwords read again")
        .doesNotContain("operate");
  }

  @Test
  void aFileReplacedByAnotherIsReadAgain() throws IOException {
    Path next = write("next", "OPERATE");
    Files.move(next, operatorFile, StandardCopyOption.REPLACE_EXISTING);

    assertThat(operatorIs("OPERATE")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two\nlines", "look"})
  void aNewFileThatCannotBeUsedKeepsTheOldPasswordAndIsLoggedOnce(String content)
      throws IOException {
    write("operator", content);

    for (int i = 0; i < 3; i++) {
      assertThat(operatorIs("operate")).isTrue();
      assertThat(operatorIs("look")).isFalse();
      assertThat(viewerIs("look")).isTrue();
    }
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains(
            "level=warn",
            "passwords cannot be used, what was read before stays in force",
            folder.toString());
  }

  @Test
  void aFileThatIsGoneKeepsTheOldPassword() throws IOException {
    Files.delete(operatorFile);

    assertThat(operatorIs("operate")).isTrue();
    assertThat(log.lines()).singleElement().asString().contains("cannot read the password file");
  }

  @Test
  void aFileWhoseRightsAreMendedIsReadAgain() throws IOException {
    write("operator", "operate anew");
    Files.setPosixFilePermissions(operatorFile, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(operatorIs("operate")).isTrue();

    Files.setPosixFilePermissions(operatorFile, PosixFilePermissions.fromString("rw-------"));

    assertThat(operatorIs("operate anew")).isTrue();
  }

  @Test
  void bothMaySwapTheirPasswords() throws IOException {
    write("operator", "look");
    write("viewer", "operate");

    assertThat(operatorIs("look")).isTrue();
    assertThat(viewerIs("operate")).isTrue();
  }

  @Test
  void theSamePasswordForBothIsRefused() throws IOException {
    write("viewer", "operate\n");

    assertThatThrownBy(() -> new PasswordFiles(Optional.of(operatorFile), Optional.of(viewerFile)))
        .hasMessageContaining(viewerFile + ": the viewer has the operator's password")
        .hasMessageNotContaining("operate\n");
  }

  @Test
  void theSameFileForBothIsRefused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), operatorFile);

    for (Path same : new Path[] {operatorFile, link}) {
      assertThatThrownBy(() -> new PasswordFiles(Optional.of(operatorFile), Optional.of(same)))
          .hasMessageContaining("different password files");
    }
  }

  private boolean operatorIs(String password) {
    return files.operator("op").orElseThrow().match("op", password);
  }

  private boolean viewerIs(String password) {
    return files.viewer("viewer").orElseThrow().match("viewer", password);
  }

  private Path write(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
