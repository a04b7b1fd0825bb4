package io.daxkmem.exporter;

import static io.daxkmem.exporter.ConfigurationException.orThrow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ConfigurationExceptionTest {

  @Test
  void whatCanBeReadIsReturned() throws IOException {
    assertThat(orThrow(() -> "read")).isEqualTo("read");
  }

  @Test
  void aFileThatCannotBeUsedIsNamed() {
    assertThatThrownBy(() -> orThrow(() -> failing(new NoSuchFileException("a.conf"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("a.conf: there is no such file");
  }

  /** The service manager then starts the exporter again. */
  @Test
  void aFullDiskIsNoWrongConfiguration() {
    IOException full =
        new IOException("cannot write settled", new IOException("No space left on device"));

    assertThatThrownBy(() -> orThrow(() -> failing(full))).isSameAs(full);
  }

  private static String failing(IOException e) throws IOException {
    throw e;
  }
}
