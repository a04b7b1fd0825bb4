package io.daxkmem.mbeans;

import static io.daxkmem.mbeans.Machine.DAX0;
import static io.daxkmem.mbeans.Machine.REGIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages have the digits 0 to 9 wherever the program runs. */
class LocaleTest {
  private final Locale before = Locale.getDefault();
  private final Machine machine = new Machine();

  @BeforeEach
  void moveToCairo() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    assertThat("%d".formatted(8)).isEqualTo("٨");
  }

  @AfterEach
  void moveBack() {
    machine.close();
    Locale.setDefault(before);
  }

  @Test
  void resultAttributesAuditAndPlanHaveThem() throws Exception {
    assertThat(machine.invoke("onlineMovable"))
        .asString()
        .contains("with 8 of 8 memory blocks in use");
    assertThat(machine.get(DAX0, "OperationMessage")).asString().contains("8 of 8");
    assertThat(((String[]) machine.get(REGIONS, "LastOperations"))[0]).contains("8 of 8");
    assertThat((String[]) machine.invoke("plan", "offline"))
        .contains("All 8 memory blocks in use are in ZONE_MOVABLE.");
  }

  @Test
  void aRefusedTimeoutHasThem() {
    assertThatThrownBy(() -> machine.invoke("changeState", "online", -8L, ""))
        .rootCause()
        .hasMessageContaining("timeoutSeconds is -8: ");
  }
}
