package io.daxkmem.region.host;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the lines of a process's {@code numa_maps}, one for each mapping, say of a node. */
final class NumaMaps {
  private static final Pattern PAGE_KB = Pattern.compile("kernelpagesize_kB=(\\d+)");

  /** Under the other policies memory comes from other nodes where theirs have none. */
  private static final Pattern BIND = Pattern.compile("\\S+ bind(?:=[^:]+)?:([\\d,-]+)");

  private final OnlyNode node;
  private final Pattern pages;
  private boolean empty = true;
  private boolean bound;
  private long bytes;

  NumaMaps(OnlyNode node) {
    this.node = node;
    this.pages = Pattern.compile(" N" + node.node() + "=(\\d+)");
  }

  void add(String mapping) {
    empty = false;
    Matcher policy = BIND.matcher(mapping);
    bound |= policy.lookingAt() && node.isLeftOf(policy.group(1));
    Matcher count = pages.matcher(mapping);
    Matcher size = PAGE_KB.matcher(mapping);
    if (count.find() && size.find()) {
      bytes += Long.parseLong(count.group(1)) * Long.parseLong(size.group(1)) * 1024;
    }
  }

  /** Whether there are none, as a kernel thread has none. */
  boolean areEmpty() {
    return empty;
  }

  /** Whether the memory policy of some mapping allows no other node that has memory. */
  boolean areBound() {
    return bound;
  }

  /** The process's memory on the node. */
  long bytes() {
    return bytes;
  }
}
