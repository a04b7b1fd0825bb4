package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.web.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The playbook, on exporters of simulated regions. It comes with a certificate, which may operate
 * on every machine but the third, where it may only read; to the last it comes with a password.
 */
@Timeout(600)
@Isolated("Ansible takes both processors, and virtual machines beside it start too late")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnsibleIT {
  private static final String CONFIG =
      """
      tls_server_config:
        cert_file: server.crt
        key_file: server.key
        client_auth_type: VerifyClientCertIfGiven
        client_ca_file: ca.crt
      basic_auth_users:
        alice: $2b$04$VllhmuHcIU6.AzCBMQtj4OxD6l7jUiGMnWiLTEZlGqMEleoFauYAq
      roles:
      """;

  private Path folder;
  private final Map<String, Program> machines = new LinkedHashMap<>();
  private Path inventory;

  @BeforeAll
  void start(@TempDir Path own) throws Exception {
    folder = own;
    for (String name : List.of("ca.crt", "server.crt", "server.key", "client.crt", "client.key")) {
      Certificates.copy(name, folder.resolve(name));
    }
    for (String name : List.of("first", "second", "third", "fourth")) {
      machines.put(name, machine(name, !name.equals("third")));
    }
    inventory = Files.writeString(folder.resolve("inventory.yml"), inventory());
  }

  @AfterAll
  void stop() {
    machines.values().forEach(Program::close);
  }

  @Test
  void allMachinesAreChangedAndASecondTimeNone() throws Exception {
    String limit = "first,second,fourth";

    Run first = play("dax0.0", "online_movable", "--limit", limit);
    Run second = play("dax0.0", "online_movable", "--limit", limit);

    assertThat(first.status()).as(first.said()).isZero();
    assertThat(machinesWith("dax0.0", "online_movable"))
        .containsExactly("first", "second", "fourth");
    assertThat(second.status()).as(second.said()).isZero();
    assertThat(second.said()).contains("It is online_movable already").doesNotContain("changed=1");
    assertThat(Files.readAllLines(folder.resolve("first.audit")))
        .filteredOn(line -> line.contains("dax0.0"))
        .singleElement()
        .asString()
        .contains("\"user\":\"client\"", "\"to\":\"online_movable\"", "\"outcome\":\"done\"");
    assertThat(folder.resolve("fourth.audit")).content().contains("\"user\":\"alice\"");
  }

  @Test
  void theFirstRefusalStopsIt() throws Exception {
    Run run = play("dax1.0", "online");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.said()).contains("a viewer may read and plan");
    assertThat(machinesWith("dax1.0", "online")).containsExactly("first", "second");
    assertThat(folder.resolve("fourth.audit")).content().doesNotContain("dax1.0");
  }

  @Test
  void ifOneMachineCannotNoneIsChanged() throws Exception {
    assertThat(play("dax2.0", "online_kernel", "--limit", "second").status()).isZero();

    Run run = play("dax2.0", "online_movable", "--limit", "first,second,fourth");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.said()).contains("dax2.0 is online_kernel: ");
    assertThat(machinesWith("dax2.0", "offline")).containsExactly("first", "third", "fourth");
  }

  @Test
  void aCheckChangesNothing() throws Exception {
    Run run = play("dax3.0", "online", "--check");

    assertThat(run.status()).as(run.said()).isZero();
    assertThat(run.said()).contains("yes: ");
    assertThat(machinesWith("dax3.0", "offline")).hasSize(machines.size());
  }

  /** The exporter takes 0 for no limit, but the playbook would not wait as long. */
  @Test
  void aTimeLimitOfNoTimeIsRefused() throws Exception {
    Run run = play("dax3.0", "online", "-e", "seconds=0");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.said()).contains("seconds=0: give a number from 1 on");
    assertThat(machinesWith("dax3.0", "offline")).hasSize(machines.size());
  }

  @Test
  void aMachineThatCannotBeReachedStopsItBeforeAnyIsChanged() throws Exception {
    Files.writeString(
        inventory, inventory() + "    gone: {dax_kmem_url: 'https://localhost:1/jolokia/'}\n");
    try {
      assertThat(play("dax3.0", "online").status()).isEqualTo(2);
    } finally {
      Files.writeString(inventory, inventory());
    }

    assertThat(machinesWith("dax3.0", "offline")).hasSize(machines.size());
  }

  /** What a run of the playbook said. */
  private record Run(int status, String said) {}

  private Run play(String device, String state, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "ansible-playbook",
                "-i",
                inventory.toString(),
                Path.of("ansible", "region.yml").toString(),
                "-e",
                "device=" + device,
                "-e",
                "state=" + state));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("ANSIBLE_HOME", folder.resolve("ansible").toString());
    builder.environment().put("ANSIBLE_LOCAL_TEMP", folder.resolve("ansible/tmp").toString());
    Process ansible = builder.start();
    String said = new String(ansible.getInputStream().readAllBytes(), UTF_8);
    return new Run(ansible.waitFor(), said);
  }

  private Program machine(String name, boolean mayOperate) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve(name + ".yml"),
            CONFIG
                + (mayOperate
                    ? "  operator: [client, alice]\n"
                    : "  operator: [alice]\n  viewer: [client]\n"));
    return new Program(
        "--simulate=4",
        "--web.listen-address=127.0.0.1:0",
        "--control.enabled",
        "--audit.file=" + folder.resolve(name + ".audit"),
        "--jolokia.listen-address=127.0.0.1:0",
        "--jolokia.config.file=" + config);
  }

  private String inventory() throws IOException {
    StringBuilder text =
        new StringBuilder("dax_kmem:\n  vars:\n    dax_kmem_ca: %s/ca.crt\n".formatted(folder));
    text.append("  hosts:\n");
    for (Map.Entry<String, Program> machine : machines.entrySet()) {
      text.append("    %s:\n".formatted(machine.getKey()));
      text.append(
          "      dax_kmem_url: https://localhost:%d/jolokia/\n"
              .formatted(machine.getValue().http("jolokia").server().getPort()));
      text.append(
          machine.getKey().equals("fourth")
              ? "      dax_kmem_user: alice\n      dax_kmem_password: secret\n"
              : "      dax_kmem_cert: %1$s/client.crt\n      dax_kmem_key: %1$s/client.key\n"
                  .formatted(folder));
    }
    return text.toString();
  }

  private List<String> machinesWith(String device, String state) throws Exception {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, Program> machine : machines.entrySet()) {
      if (machine
          .getValue()
          .http("web")
          .get("/metrics")
          .body()
          .contains(
              "dax_kmem_region_state{device=\"%s\",state=\"%s\"} 1.0\n".formatted(device, state))) {
        found.add(machine.getKey());
      }
    }
    return found;
  }
}
