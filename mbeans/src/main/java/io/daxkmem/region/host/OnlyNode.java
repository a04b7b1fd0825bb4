package io.daxkmem.region.host;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A node that may be the only one with memory that somebody is allowed to use.
 *
 * @param node its number
 * @param others the other nodes that have memory
 */
record OnlyNode(int node, Set<Integer> others) {
  private static final Pattern RANGE = Pattern.compile("(\\d+)(?:-(\\d+))?");

  /**
   * Whether it is the only one with memory of those allowed.
   *
   * @param allowed as the kernel lists nodes: {@code 0-1,3}
   */
  boolean isLeftOf(String allowed) {
    List<Integer> nodes =
        RANGE.matcher(allowed).results().flatMapToInt(OnlyNode::nodes).boxed().toList();
    return nodes.contains(node) && nodes.stream().noneMatch(others::contains);
  }

  private static IntStream nodes(MatchResult range) {
    int first = Integer.parseInt(range.group(1));
    return IntStream.rangeClosed(
        first, range.group(2) == null ? first : Integer.parseInt(range.group(2)));
  }
}
