package io.daxkmem.mbeans;

import static io.daxkmem.mbeans.Machine.DAX0;
import static io.daxkmem.mbeans.Machine.DAX1;
import static io.daxkmem.mbeans.Machine.REGIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.daxkmem.mbeans.operation.Outcome;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Transition;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The MBeans as a management client sees them. */
class RegionMBeansTest {
  private final Machine machine = new Machine();

  @AfterEach
  void close() {
    machine.close();
  }

  @Test
  void eachRegionIsRegistered() {
    assertThat(names()).containsExactlyInAnyOrder(REGIONS, DAX0, DAX1);
  }

  @Test
  void mbeansFollowTheDevices() throws JMException, IOException {
    machine.sysfs.removeDevice("dax0.0");
    machine.sysfs.addDevice("device_dax");
    machine.sysfs.addDevice("kmem");

    machine.server.invoke(REGIONS, "rescan", null, null);

    assertThat(names())
        .containsExactlyInAnyOrder(
            REGIONS, DAX1, Machine.name("io.daxkmem:type=Region,device=dax3.0"));
    assertThat((String[]) machine.get(REGIONS, "Devices")).containsExactly("dax1.0", "dax3.0");
    assertThat((String[]) machine.get(REGIONS, "OtherDevices")).containsExactly("dax2.0");
  }

  @Test
  void whoMayNotOperateMayNotMakeItLookForDevices() throws IOException {
    machine.sysfs.addDevice("kmem");
    machine.barred = Optional.of("you may only look.");

    assertThatThrownBy(() -> machine.server.invoke(REGIONS, "rescan", null, null))
        .hasRootCauseInstanceOf(SecurityException.class)
        .hasRootCauseMessage("Devices were not looked for: you may only look.");
    assertThat(names()).containsExactlyInAnyOrder(REGIONS, DAX0, DAX1);
  }

  @Test
  void closeUnregistersAllMBeans() {
    machine.mbeans.close();

    assertThat(names()).isEmpty();
    machine.mbeans.rescan();
    assertThat(names()).isEmpty();
  }

  @Test
  void closeWaitsUntilARunningOperationIsRolledBack() throws Exception {
    machine.regions.change("dax0.0", Transition.ONLINE_MOVABLE);
    machine.sysfs.pinPage(35);
    CompletableFuture<Object> hanging =
        CompletableFuture.supplyAsync(
            () -> catchThrowable(() -> machine.invoke("offline", "dax0.0")));
    await().until(() -> machine.dax0().pending().isPresent());

    machine.mbeans.close();

    assertThat(machine.operations)
        .singleElement()
        .satisfies(operation -> assertThat(operation.outcome()).isEqualTo(Outcome.CANCELLED));
    assertThat(machine.dax0().state()).isEqualTo(RegionState.ONLINE_MOVABLE);
    hanging.join();
  }

  @Test
  void startingTwiceOnOneServerFailsAndLeavesTheFirstAlone() {
    RegionMBeans second = new RegionMBeans(machine.server, machine.regions);

    assertThatThrownBy(second::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("io.daxkmem:type=Regions");
    second.close();
    assertThat(names()).containsExactlyInAnyOrder(REGIONS, DAX0, DAX1);
  }

  @ParameterizedTest
  @CsvSource({
    "Device, dax0.0",
    "State, online_movable",
    "KernelInterface, hotplug",
    "RegionPath, /platform/hmem.0",
    "TargetNode, 1",
    "Resource, 0x100000000",
    "SizeBytes, 1073741824",
    "OnlineBytes, 1073741824",
    "MemoryBlockBytes, 134217728",
    "MemoryBlocksOnline, 8",
    "MemoryBlocksGoingOffline, 0",
    "MemoryBlocksOffline, 0",
    "MemoryBlocksMovable, 8",
    "TransitionsOnline, 1",
    "TransitionsOnlineKernel, 0",
    "TransitionsOnlineMovable, 3",
    "TransitionsOffline, 2",
    "TransitionsUnplug, 1",
    "TransitionFailures, 0",
    "ExternalChangesRefused, 0",
    "TransitionPending, none",
    "Protected, true",
    "OperationRunning, false",
  })
  void attributesHaveTheKernelsValues(String attribute, String value) throws Exception {
    for (Transition transition :
        new Transition[] {
          Transition.ONLINE_MOVABLE,
          Transition.OFFLINE,
          Transition.ONLINE,
          Transition.OFFLINE,
          Transition.ONLINE_MOVABLE,
          Transition.UNPLUG,
          Transition.ONLINE_MOVABLE,
        }) {
      machine.regions.change("dax0.0", transition);
    }

    assertThat(machine.get(DAX0, attribute)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OperationTarget",
        "OperationRequestedBy",
        "OperationStarted",
        "OperationSeconds",
        "OperationOutcome",
        "OperationMessage",
        "OperationBlocksDone",
        "OperationBlocksTotal",
        "OperationBytesLeft",
      })
  void operationAttributesAreNullBeforeTheFirst(String attribute) throws JMException {
    assertThat(machine.get(DAX0, attribute)).isNull();
  }

  @Test
  void transitionTimeIsInSeconds() throws Exception {
    machine.regions.change("dax0.0", Transition.ONLINE);

    long nanos = machine.dax0().counters().orElseThrow().busyNanos();
    assertThat(machine.get(DAX0, "TransitionSeconds")).isEqualTo(nanos / 1e9);
  }

  @Test
  void everythingHasADescription() throws JMException {
    for (ObjectName name : List.of(REGIONS, DAX0)) {
      MBeanInfo info = machine.server.getMBeanInfo(name);
      List<MBeanParameterInfo> parameters =
          Arrays.stream(info.getOperations())
              .flatMap(operation -> Arrays.stream(operation.getSignature()))
              .toList();

      assertThat(info.getDescription()).contains("kmem");
      assertThat(
              Stream.of(
                      Arrays.<MBeanFeatureInfo>stream(info.getAttributes()),
                      Arrays.<MBeanFeatureInfo>stream(info.getOperations()),
                      Arrays.<MBeanFeatureInfo>stream(info.getNotifications()),
                      parameters.stream())
                  .flatMap(features -> features))
          .isNotEmpty()
          .allSatisfy(
              feature ->
                  assertThat(feature.getDescription())
                      .as(feature.getName())
                      .contains(" ")
                      .isNotEqualTo(feature.getName()));
      assertThat(parameters)
          .extracting(MBeanParameterInfo::getName)
          .isSubsetOf("confirm", "state", "timeoutSeconds");
    }
  }

  @Test
  void impactTellsActionsFromQueries() throws JMException {
    MBeanOperationInfo[] operations = machine.server.getMBeanInfo(DAX0).getOperations();

    assertThat(operations)
        .extracting(MBeanOperationInfo::getName)
        .as("in an order that stays, so that no button moves under the mouse")
        .containsExactly(
            "cancel",
            "changeState",
            "offline",
            "online",
            "onlineKernel",
            "onlineMovable",
            "plan",
            "unplug");
    assertThat(operations)
        .allSatisfy(
            operation ->
                assertThat(operation.getImpact())
                    .isEqualTo(
                        operation.getName().equals("plan")
                            ? MBeanOperationInfo.INFO
                            : MBeanOperationInfo.ACTION_INFO));
    assertThat(machine.server.getMBeanInfo(REGIONS).getOperations())
        .extracting(MBeanOperationInfo::getName, MBeanOperationInfo::getImpact)
        .containsExactly(tuple("rescan", MBeanOperationInfo.ACTION));
  }

  @Test
  void attributesAndResultsUseJdkTypesOnly() throws JMException {
    for (ObjectName name : List.of(REGIONS, DAX0)) {
      MBeanInfo info = machine.server.getMBeanInfo(name);
      assertThat(
              Stream.concat(
                  Arrays.stream(info.getAttributes()).map(attribute -> attribute.getType()),
                  Arrays.stream(info.getOperations()).map(MBeanOperationInfo::getReturnType)))
          .isSubsetOf(
              "java.lang.String",
              "java.lang.Boolean",
              "java.lang.Long",
              "java.lang.Double",
              "long",
              "int",
              "boolean",
              "void",
              "[Ljava.lang.String;");
    }
  }

  @Test
  void protectedFollowsTheKernel() throws Exception {
    assertThat(machine.get(DAX0, "Protected")).isEqualTo(false);

    machine.invoke("online");

    assertThat(machine.get(DAX0, "Protected")).isEqualTo(true);
    assertThat(machine.get(DAX1, "Protected")).isEqualTo(false);
  }

  @Test
  void aFailedRegistrationHidesNoOtherDevice() {
    machine.close();
    ForwardingSysfs sysfs =
        new ForwardingSysfs() {
          @Override
          public List<String> list(String path) throws IOException {
            return path.endsWith("/devices") ? List.of("dax*,?", "dax0.0") : super.list(path);
          }

          @Override
          public String linkName(String path) {
            return "kmem";
          }
        };

    try (RegionMBeans mbeans = new RegionMBeans(machine.server, new Regions(sysfs))) {
      mbeans.start();

      assertThat(names()).containsExactlyInAnyOrder(REGIONS, DAX0);
    }
  }

  @Test
  void anUnreadableRegionHidesNoOther() throws JMException, IOException {
    machine.sysfs.removeDevice("dax0.0");

    assertThatThrownBy(() -> machine.get(DAX0, "State"))
        .hasRootCauseInstanceOf(NoSuchFileException.class);
    assertThat(machine.get(DAX1, "State")).isEqualTo("offline");
  }

  private Iterable<ObjectName> names() {
    return machine.server.queryNames(Machine.name("io.daxkmem:*"), null);
  }
}
