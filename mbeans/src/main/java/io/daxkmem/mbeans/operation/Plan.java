package io.daxkmem.mbeans.operation;

import static io.daxkmem.region.RegionState.UNKNOWN;

import io.daxkmem.region.KernelInterface;
import io.daxkmem.region.Region;
import io.daxkmem.region.Survey;
import io.daxkmem.region.Transition;
import io.daxkmem.region.TransitionRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Predicts whether a transition will succeed, from what can be known without trying.
 *
 * @param verdict {@code yes}, {@code no} or {@code maybe}
 * @param reasons one sentence each
 */
public record Plan(String verdict, List<String> reasons) {
  private static final String PINNED =
      "Pages that are pinned for a device cannot be seen beforehand. They would make it wait: give"
          + " changeState a timeout.";

  /** Finds the obstacles to taking a region's memory away. */
  @FunctionalInterface
  public interface Surveying {
    Survey survey(Region region) throws IOException;
  }

  public Plan {
    reasons = List.copyOf(reasons);
  }

  /**
   * Plans a transition of a region.
   *
   * @param surveying called only if its result can affect the verdict
   */
  public static Plan of(Region region, Transition to, Surveying surveying) throws IOException {
    if (region.state() == to.target() && region.kernelInterface() != KernelInterface.BLOCKS) {
      return yes(
          String.format(
              Locale.ROOT, "It is %s already; nothing has to change.", to.target().text()));
    }
    Optional<TransitionRule> rule =
        TransitionRule.against(region.kernelInterface(), region.state(), to);
    if (rule.isPresent()) {
      return no(rule.get());
    }
    return to.target().isOnline() ? online(region) : takeAway(region, surveying);
  }

  public static Plan no(String reason) {
    return new Plan("no", List.of(reason));
  }

  /** The verdict, then the reasons, as the MBean returns them. */
  public String[] lines() {
    List<String> lines = new ArrayList<>();
    lines.add(verdict);
    lines.addAll(reasons);
    return lines.toArray(String[]::new);
  }

  private static Plan online(Region region) {
    return region.state() == UNKNOWN
        ? maybe("The state of the region is not known.")
        : yes("None of its memory is in use.");
  }

  private static Plan takeAway(Region region, Surveying surveying) throws IOException {
    if (region.blocks().isEmpty()) {
      return maybe("This program lacks the right to see the region's memory blocks.");
    }
    if (region.blocks().get().inUse() == 0) {
      return yes("None of its memory is in use.");
    }
    Survey survey = surveying.survey(region);
    Obstacles obstacles = new Obstacles(region.blocks().get(), survey);
    List<String> reasons = new ArrayList<>(obstacles.sentences());
    obstacles.bound().ifPresent(reasons::add);
    obstacles.unseen().ifPresent(reasons::add);
    boolean alone = survey.hasNodeAlone(region.blocks().get());
    if (obstacles.kernelPages().isPresent() || (survey.lacksRoom() && alone)) {
      return new Plan("no", reasons);
    }
    reasons.add(PINNED);
    boolean movable = region.blocks().get().inUse() == region.blocks().get().movable();
    return new Plan(movable && !survey.lacksRoom() ? "yes" : "maybe", reasons);
  }

  private static Plan no(TransitionRule rule) {
    String sentence =
        rule.reason().substring(0, 1).toUpperCase(Locale.ROOT) + rule.reason().substring(1) + ".";
    return new Plan("no", List.of(sentence, rule.advice()));
  }

  private static Plan yes(String reason) {
    return new Plan("yes", List.of(reason));
  }

  private static Plan maybe(String reason) {
    return new Plan("maybe", List.of(reason));
  }
}
