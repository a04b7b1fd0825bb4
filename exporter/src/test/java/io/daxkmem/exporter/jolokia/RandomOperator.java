package io.daxkmem.exporter.jolokia;

import static io.daxkmem.region.RegionState.ONLINE_MOVABLE;
import static io.daxkmem.region.RegionState.UNPLUGGED;
import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.Http;
import io.daxkmem.region.KernelInterface;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import io.daxkmem.region.TransitionRule;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * Asks for random states of a region on our kernel, and knows what has to come of it. Memory gets
 * into {@code ZONE_MOVABLE} only, from where it can always be taken away again.
 */
final class RandomOperator {
  private static final List<Transition> ALWAYS =
      List.of(Transition.ONLINE_MOVABLE, Transition.OFFLINE, Transition.UNPLUG);

  private final String device;
  private final Http jolokia;
  private final String authorization;
  private final Random random;
  private RegionState state = UNPLUGGED;
  private int asked;
  private int changed;
  private int refused;

  /**
   * @param authorization the operator's header
   */
  RandomOperator(String device, Http jolokia, String authorization, Random random) {
    this.device = device;
    this.jolokia = jolokia;
    this.authorization = authorization;
    this.random = random;
  }

  /** Starts from a known state. */
  void unplug() throws IOException, InterruptedException {
    assertThat(exec("unplug", "\"" + device + "\"")).contains("\"status\":200");
    asked++;
    state = UNPLUGGED;
  }

  /** Fails unless the answer, and then the state, are what they should be. */
  void operate() throws IOException, InterruptedException {
    Transition to = next();
    String answer = exec("changeState", "\"%s\",0,\"%s\"".formatted(to.target().text(), device));
    asked++;
    if (to.target() == state) {
      assertThat(answer).contains("\"status\":200");
    } else if (TransitionRule.against(KernelInterface.HOTPLUG, state, to).isPresent()) {
      assertThat(answer).contains(device + " was not brought to " + to.target().text());
      refused++;
    } else {
      assertThat(answer).contains(device + " is " + to.target().text());
      state = to.target();
      changed++;
    }
    assertThat(
            post(
                "{\"type\":\"read\",\"mbean\":\"io.daxkmem:type=Region,device=%s\",\"attribute\":\"State\"}"
                    .formatted(device)))
        .contains("\"value\":\"" + state.text() + "\"");
  }

  /** How many operations it asked for. */
  int asked() {
    return asked;
  }

  /** How many of them changed the region. */
  int changed() {
    return changed;
  }

  /** Other zones only where that is refused. */
  private Transition next() {
    return state == ONLINE_MOVABLE && random.nextInt(4) == 0
        ? one(List.of(Transition.ONLINE, Transition.ONLINE_KERNEL))
        : one(ALWAYS);
  }

  private Transition one(List<Transition> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String exec(String operation, String arguments) throws IOException, InterruptedException {
    return post(
        "{\"type\":\"exec\",\"mbean\":\"io.daxkmem:type=Region,device=%s\",\"operation\":\"%s\",\"arguments\":[%s]}"
            .formatted(device, operation, arguments));
  }

  private String post(String body) throws IOException, InterruptedException {
    return jolokia.send("POST", "/jolokia/", body, "Authorization", authorization).body();
  }

  /** The numbers. */
  @Override
  public String toString() {
    return "%d operations on %s, of which %d changed it and %d were refused"
        .formatted(asked, device, changed, refused);
  }
}
