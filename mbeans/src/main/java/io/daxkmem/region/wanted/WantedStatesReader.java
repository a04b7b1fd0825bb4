package io.daxkmem.region.wanted;

import io.daxkmem.log.Visible;
import io.daxkmem.region.Transition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the lines of a file of wanted states. */
final class WantedStatesReader {
  private static final Pattern COMMENT = Pattern.compile("#.*");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** Each scrape looks at all of them for each region, and has a sample of each. */
  private static final int MOST_REGIONS = 10_000;

  private final String name;
  private final Map<RegionSelector, WantedRegion> read = new LinkedHashMap<>();

  /**
   * @param name of the file, for messages
   */
  WantedStatesReader(String name) {
    this.name = name;
  }

  WantedStates read(String text) throws WantedStatesException {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      try {
        add(COMMENT.matcher(lines.get(i)).replaceFirst("").strip(), i + 1);
      } catch (IllegalArgumentException e) {
        throw new WantedStatesException(
            String.format(Locale.ROOT, "%s:%d: %s", name, i + 1, e.getMessage()));
      }
    }
    return new WantedStates(List.copyOf(read.values()));
  }

  private void add(String line, int number) {
    if (line.isEmpty()) {
      return;
    }
    String[] words = SPACE.split(line, -1);
    if (words.length != 2) {
      throw wrong(line, "is not a region and a state: write them as in dax0.0 online_movable");
    }
    RegionSelector selector = RegionSelector.of(words[0]);
    WantedRegion before = read.get(selector);
    if (before != null) {
      throw wrong(words[0], "is in line " + before.line() + " already: remove one of them");
    }
    if (read.size() == MOST_REGIONS) {
      throw new IllegalArgumentException(
          "there are more than "
              + MOST_REGIONS
              + " lines with a region: leave out those that this machine does not have, or name"
              + " nodes, as in node=1");
    }
    read.put(selector, new WantedRegion(selector, transition(words[1]), number));
  }

  private static Transition transition(String state) {
    return Transition.of(state)
        .orElseThrow(
            () ->
                wrong(
                    state,
                    "is not a state that a region can be brought to: write online, online_kernel, online_movable, offline or unplugged"));
  }

  private static IllegalArgumentException wrong(String what, String advice) {
    return new IllegalArgumentException(Visible.quoted(what) + " " + advice);
  }
}
