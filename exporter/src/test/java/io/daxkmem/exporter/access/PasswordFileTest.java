package io.daxkmem.exporter.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.daxkmem.exporter.reload.FileStamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordFileTest {
  private static final ProcessIdentity SELF = ProcessIdentity.ofProcess();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"secret", "secret\n", "secret\r\n"})
  void itsOnlyLineIsThePassword(String content) throws IOException {
    Password password = read(file(content, "rw-------"), SELF);

    assertThat(password.is("secret")).isTrue();
    assertThat(password.is("secret\n")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rw--w----", "rw-rw----", "rw-r-x---", "rw----r--", "r--r--r--", "rwxrwxrwx"})
  void aFileOthersHaveRightsToIsRefused(String permissions) throws IOException {
    Path file = file("secret", permissions);

    assertThatThrownBy(() -> read(file, SELF))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 600 " + file)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"r--r-----", "rw-r-----"})
  void aGroupOfThisProcessMayReadIt(String permissions) throws IOException {
    assertThat(read(file("secret", permissions), SELF).is("secret")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"r--r-----", "rw-r-----"})
  void anotherGroupMayNotReadIt(String permissions) throws IOException {
    Path file = file("secret", permissions);

    assertThatThrownBy(() -> read(file, new ProcessIdentity(SELF.user(), Set.of())))
        .hasMessageContaining("chmod 600 " + file)
        .hasMessageContaining("chmod 440 " + file);
  }

  @Test
  void aFileOfAnotherUserIsRefused() throws IOException {
    Path file = file("secret", "rw-------");
    assumeThat(SELF.user()).isZero();
    Files.setAttribute(file, "unix:uid", 12345);

    assertThatThrownBy(() -> read(file, SELF))
        .hasMessageContaining("it belongs to user 12345")
        .hasMessageContaining("chown 0 " + file);
    assertThat(read(file, new ProcessIdentity(12345, Set.of())).is("secret")).isTrue();
  }

  @Test
  void aFileOfRootIsRead() throws IOException {
    Path file = file("secret", "rw-------");
    assumeThat(SELF.user()).isZero();

    assertThat(read(file, new ProcessIdentity(12345, Set.of())).is("secret")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "  \n", "one\ntwo\n", "\nsecret\n"})
  void anythingButOneLineIsRefused(String content) throws IOException {
    Path file = file(content, "rw-------");

    assertThatThrownBy(() -> read(file, SELF)).hasMessageContaining("only line");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ufeffsecret\n", "sec\0ret\n", "secret\t\n"})
  void whatNobodyCanTypeIsRefused(String content) throws IOException {
    Path file = file(content, "rw-------");

    assertThatThrownBy(() -> read(file, SELF)).hasMessageContaining("nobody can type");
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    Path file = file("", "rw-------");
    Files.write(file, new byte[] {'s', (byte) 0xff});

    assertThatThrownBy(() -> read(file, SELF)).hasMessageContaining("not text in UTF-8");
  }

  @Test
  void aLargeFileIsRefused() throws IOException {
    Path file = file("s".repeat(5_000), "rw-------");

    assertThatThrownBy(() -> read(file, SELF)).hasMessageContaining("more than 4 KiB");
  }

  @Test
  void aFolderIsRefused() {
    assertThatThrownBy(() -> read(folder, SELF)).hasMessageContaining("a directory, not a file");
  }

  @Test
  void aMissingFileIsRefused() {
    assertThatThrownBy(() -> read(folder.resolve("none"), SELF))
        .hasMessage("cannot read the password file %s", folder.resolve("none"));
  }

  private static Password read(Path file, ProcessIdentity process) throws IOException {
    return new PasswordFile(file, process).read(new FileStamps());
  }

  private Path file(String content, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
