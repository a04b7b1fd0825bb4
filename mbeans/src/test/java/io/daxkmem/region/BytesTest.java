package io.daxkmem.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "134217728, 128 MiB",
    "1610612736, 1.5 GiB",
    "1099511627776, 1 TiB",
    "9223372036854775807, 8 EiB",
  })
  void bytesAreWrittenInTheLargestUnit(long bytes, String text) {
    assertThat(Bytes.text(bytes)).isEqualTo(text);
  }
}
