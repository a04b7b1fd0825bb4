package io.daxkmem.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daxkmem.exporter.log.AddressText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:10140, 127.0.0.1:10140",
    "[::1]:10140, [0:0:0:0:0:0:0:1]:10140",
    "0.0.0.0:0, 0.0.0.0:0",
  })
  void hostAndPortAreRead(String text, String address) {
    assertThat(AddressText.of(ListenAddress.of(text))).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {":10140"})
  void withoutAHostItIsEveryAddress(String text) {
    assertThat(ListenAddress.of(text).getAddress().isAnyLocalAddress()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10140", "host", "host:", "::1:80", "h:99999", "h:-1", "h:1:2", "h:x"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> ListenAddress.of(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'" + text + "'");
  }
}
