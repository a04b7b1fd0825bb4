package io.daxkmem.exporter.jolokia;

import static org.assertj.core.api.Assertions.assertThat;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jolokia.server.core.util.RequestType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionRestrictorTest {
  private final RegionRestrictor restrictor = new RegionRestrictor();

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

    assertThat(restrictor.isAttributeReadAllowed(name, "State")).isEqualTo(open);
    assertThat(restrictor.isOperationAllowed(name, "online")).isEqualTo(open);
    assertThat(restrictor.isObjectNameHidden(name)).isNotEqualTo(open);
    assertThat(restrictor.isAttributeWriteAllowed(name, "State")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "READ, true",
    "EXEC, true",
    "LIST, true",
    "SEARCH, true",
    "VERSION, true",
    "CONFIG, true",
    "WRITE, false",
    "NOTIFICATION, true",
  })
  void theseRequestsAreAllowed(RequestType type, boolean allowed) {
    assertThat(restrictor.isTypeAllowed(type)).isEqualTo(allowed);
  }
}
