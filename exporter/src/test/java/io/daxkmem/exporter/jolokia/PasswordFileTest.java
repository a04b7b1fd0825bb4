package io.daxkmem.exporter.jolokia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"secret", "secret\n", "secret\r\n"})
  void itsOnlyLineIsThePassword(String content) throws IOException {
    assertThat(PasswordFile.read(file(content, "rw-------"))).isEqualTo("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "r--r--r--"})
  void aFileOthersHaveRightsToIsRefused(String permissions) throws IOException {
    Path file = file("secret", permissions);

    assertThatThrownBy(() -> PasswordFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 600 " + file)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "  \n", "one\ntwo\n", "\nsecret\n"})
  void anythingButOneLineIsRefused(String content) throws IOException {
    Path file = file(content, "rw-------");

    assertThatThrownBy(() -> PasswordFile.read(file)).hasMessageContaining("only line");
  }

  @Test
  void aMissingFileIsRefused() {
    assertThatThrownBy(() -> PasswordFile.read(folder.resolve("none")))
        .hasMessage("cannot read the password file %s", folder.resolve("none"));
  }

  private Path file(String content, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
