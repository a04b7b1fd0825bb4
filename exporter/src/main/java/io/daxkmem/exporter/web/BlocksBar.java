package io.daxkmem.exporter.web;

import io.daxkmem.region.MemoryBlock;
import io.daxkmem.region.MemoryBlocks;
import java.util.List;

/** Draws a region's memory blocks, ordered by address, as a bar. Equal neighbours are one run. */
final class BlocksBar {
  private BlocksBar() {}

  static String html(MemoryBlocks blocks) {
    StringBuilder bar = new StringBuilder("<div class=\"bar\" role=\"group\">");
    List<MemoryBlock> all = blocks.blocks();
    int start = 0;
    for (int i = 1; i <= all.size(); i++) {
      if (i == all.size() || !kind(all.get(i)).equals(kind(all.get(start)))) {
        appendRun(bar, all.get(start), i - start);
        start = i;
      }
    }
    return bar.append("</div>").toString();
  }

  private static void appendRun(StringBuilder bar, MemoryBlock first, int length) {
    String kind = Html.escape(kind(first));
    String title = length + (length == 1 ? " block " : " blocks ") + kind;
    bar.append("<span class=\"").append(kind).append("\" style=\"flex-grow:").append(length);
    bar.append("\" title=\"").append(title).append("\"></span>");
  }

  /** The block's state, and its zone if it has one. */
  private static String kind(MemoryBlock block) {
    return block.zone().isEmpty()
        ? block.state().text()
        : block.state().text() + " " + block.zone();
  }
}
