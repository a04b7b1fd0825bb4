package io.daxkmem.exporter.jolokia;

import static org.assertj.core.api.Assertions.assertThat;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jolokia.server.core.util.RequestType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionRestrictorTest {
  private final RegionRestrictor control = new RegionRestrictor(true);
  private final RegionRestrictor reading = new RegionRestrictor(false);

  @ParameterizedTest
  @CsvSource({
    "io.daxkmem:type=Region, true",
    "io.daxkmem:*, true",
    "io.daxkmem*:type=Region, false",
    "*:type=Region, false",
    "io.daxkmem.other:type=Region, false",
    "java.lang:type=Memory, false",
    "jolokia:type=Config, false",
  })
  void onlyOurDomainIsOpen(String text, boolean open) throws MalformedObjectNameException {
    ObjectName name = new ObjectName(text);

    assertThat(control.isAttributeReadAllowed(name, "State")).isEqualTo(open);
    assertThat(control.isOperationAllowed(name, "online")).isEqualTo(open);
    assertThat(control.isObjectNameHidden(name)).isNotEqualTo(open);
    assertThat(control.isAttributeWriteAllowed(name, "State")).isFalse();
    assertThat(reading.isOperationAllowed(name, "online")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "READ, true, true",
    "LIST, true, true",
    "SEARCH, true, true",
    "VERSION, true, true",
    "CONFIG, true, true",
    "EXEC, true, false",
    "WRITE, false, false",
    "NOTIFICATION, false, false",
  })
  void theseRequestsAreAllowed(RequestType type, boolean withControl, boolean without) {
    assertThat(control.isTypeAllowed(type)).isEqualTo(withControl);
    assertThat(reading.isTypeAllowed(type)).isEqualTo(without);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", ""})
  void noOriginIsAllowed(String origin) {
    assertThat(control.isOriginAllowed(origin, true)).isFalse();
    assertThat(control.isOriginAllowed(origin, false)).isFalse();
  }

  @Test
  void aRequestWithoutOriginIsAllowedAndGetsNoCors() {
    assertThat(control.isOriginAllowed(null, true)).isTrue();
    assertThat(control.isOriginAllowed(null, false)).isFalse();
  }
}
