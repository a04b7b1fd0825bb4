package io.daxkmem.region.wanted;

import io.daxkmem.log.Visible;
import io.daxkmem.region.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the lines of a file of wanted states. */
final class WantedStatesReader {
  private static final Pattern COMMENT = Pattern.compile("#.*");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final String name;
  private final List<WantedRegion> read = new ArrayList<>();

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
    return new WantedStates(read);
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
    for (WantedRegion before : read) {
      if (before.selector().equals(selector)) {
        throw wrong(words[0], "is in line " + before.line() + " already: remove one of them");
      }
    }
    read.add(new WantedRegion(selector, transition(words[1]), number));
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
