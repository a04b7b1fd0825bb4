package io.daxkmem.exporter.wanted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.daxkmem.exporter.cli.Arguments;
import io.daxkmem.mbeans.operation.SettledRegions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SettledOptionTest {
  private static final String BOOT = "7c1f";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void boot() throws IOException {
    file = folder.resolve("settled");
    Path random = Files.createDirectories(folder.resolve("proc/sys/kernel/random"));
    Files.writeString(random.resolve("boot_id"), BOOT + "\n");
  }

  @Test
  void whatWasSettledInThisBootIsKept() throws IOException {
    Files.write(file, List.of(BOOT, "dax0.0"));

    read(file);

    assertThat(file).hasContent(BOOT + "\ndax0.0\n");
  }

  @Test
  void itsOwnFileIsTrustedAgain() throws IOException {
    read(file);
    read(file);

    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void whatStandsWhereItIsWrittenIsReplacedAndNoLinkIsFollowed() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "kept");
    Files.createSymbolicLink(folder.resolve("settled.new"), victim);

    read(file);

    assertThat(victim).hasContent("kept");
    assertThat(file).isRegularFile().hasContent(BOOT);
  }

  @Test
  void aPipeIsRefused() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

    assertUnusable().hasMessageContaining("it is not a regular file");
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws IOException {
    Files.write(file, new byte[(1 << 20) + 1]);

    assertUnusable().hasMessageContaining("it has more than 1024 KiB");
  }

  @Test
  void aFileThatIsNotTextIsRefused() throws IOException {
    Files.write(file, new byte[] {'d', (byte) 0xff});

    assertUnusable().hasMessageContaining("it is not text in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-"})
  void aFileThatOthersCanChangeIsNotBelieved(String permissions) throws IOException {
    Files.writeString(file, BOOT);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertUnusable().hasMessageContaining("chmod go-w " + file);
  }

  @Test
  void aFileOfAnotherUserIsNotBelieved() throws IOException {
    assumeThat(System.getProperty("user.name")).as("only root may give it away").isEqualTo("root");
    Files.writeString(file, BOOT);
    Files.setAttribute(file, "unix:uid", 12345);

    assertUnusable().hasMessageContaining("it belongs to user 12345");
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path nowhere = folder.resolve("nothing/settled");

    assertThatThrownBy(() -> read(nowhere))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot write "
                + nowhere
                + ": its folder is not there. Make that, or name another file with"
                + " --regions.settled-file");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertUnusable() {
    return assertThatThrownBy(() -> read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot use " + file + ": ")
        .hasMessageContaining("You may delete it");
  }

  private SettledRegions read(Path settled) throws IOException {
    return new SettledOption(
            new Arguments(
                "--control.enabled",
                "--regions.file=regions.conf",
                "--path.procfs=" + folder.resolve("proc"),
                "--regions.settled-file=" + settled))
        .read()
        .orElseThrow();
  }
}
