package io.daxkmem.mbeans.operation;

import io.daxkmem.region.Bytes;
import io.daxkmem.region.MemoryBlock;
import io.daxkmem.region.MemoryBlocks;
import io.daxkmem.region.MemoryUser;
import io.daxkmem.region.NodeMemory;
import io.daxkmem.region.Survey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes what may keep memory from being taken away.
 *
 * @param blocks of the region
 */
record Obstacles(MemoryBlocks blocks, Survey survey) {
  private static final int MOST_NAMED = 8;

  private static final String WITHOUT_THEIR_NODE =
      " Without its memory they are given that of other nodes, or wait for ever for their next"
          + " page: end them, or bind them to another node, first.";

  /** One sentence for each obstacle, the most important first. */
  List<String> sentences() {
    return Stream.of(kernelPages(), zones(), room(), users()).flatMap(Optional::stream).toList();
  }

  /** Names the memory blocks with pages of the kernel; empty if none are known. */
  Optional<String> kernelPages() {
    return survey
        .withKernelPages()
        .filter(found -> !found.isEmpty())
        .map(
            found ->
                String.format(
                    Locale.ROOT,
                    "%s of the kernel itself (slab, page tables), which cannot be moved: %s.",
                    found.size() == 1
                        ? "1 memory block holds pages"
                        : found.size() + " memory blocks hold pages",
                    names(found)));
  }

  /** Says which blocks in use are outside {@code ZONE_MOVABLE}; empty if no block is in use. */
  Optional<String> zones() {
    List<MemoryBlock> elsewhere =
        blocks.blocks().stream()
            .filter(block -> block.state() != MemoryBlock.State.OFFLINE && !block.isMovable())
            .toList();
    long inUse = blocks.inUse();
    if (inUse == 0) {
      return Optional.empty();
    }
    return Optional.of(
        elsewhere.isEmpty()
            ? String.format(Locale.ROOT, "All %d memory blocks in use are in ZONE_MOVABLE.", inUse)
            : String.format(
                Locale.ROOT,
                "%d of %d memory blocks in use are not in ZONE_MOVABLE, where the kernel may have pages that cannot be moved: %s.",
                elsewhere.size(),
                inUse,
                names(elsewhere)));
  }

  /** Compares the memory that has to move with the room elsewhere. */
  Optional<String> room() {
    return survey.memory().map(this::room);
  }

  private String room(NodeMemory memory) {
    return String.format(
        Locale.ROOT,
        "Node %d has %s in use, %s of which must be kept; other nodes can take %s%s%s.",
        memory.node(),
        Bytes.text(memory.usedBytes()),
        Bytes.text(memory.keptBytes()),
        Bytes.text(survey.roomBytes()),
        survey.freeSwapBytes().isPresent()
            ? ", and swap " + Bytes.text(survey.freeSwapBytes().getAsLong())
            : "",
        survey.lacksRoom() ? ", which is not enough" : "");
  }

  /** Names processes with memory on the node. */
  Optional<String> users() {
    return processes(
        survey.users().stream().filter(user -> user.bytes() > 0).toList(),
        "Processes with memory on that node: ",
        Obstacles::nameAndMemory);
  }

  /** Names processes that will miss the node's memory; empty if the node keeps some. */
  Optional<String> bound() {
    return survey.hasNodeAlone(blocks)
        ? processes(
                survey.users().stream().filter(MemoryUser::bound).toList(),
                "Processes bound to that node, by a memory policy or cpuset: ",
                Obstacles::name)
            .map(named -> named + WITHOUT_THEIR_NODE)
        : Optional.empty();
  }

  /** Says that there may be more of those; empty if none can be missed. */
  Optional<String> unseen() {
    return survey.seesOthers() || !survey.hasNodeAlone(blocks)
        ? Optional.empty()
        : Optional.of(
            "This program cannot see the processes of other users. Look as root whether one is bound"
                + " to that node: it would get memory of other nodes, or wait for ever.");
  }

  private static Optional<String> processes(
      List<MemoryUser> users, String begin, Function<MemoryUser, String> name) {
    if (users.isEmpty()) {
      return Optional.empty();
    }
    int more = users.size() - MOST_NAMED;
    return Optional.of(
        users.stream()
            .limit(MOST_NAMED)
            .map(name)
            .collect(
                Collectors.joining(", ", begin, more > 0 ? ", and " + more + " others." : ".")));
  }

  private static String name(MemoryUser user) {
    return String.format(Locale.ROOT, "%s (pid %d)", user.name(), user.pid());
  }

  private static String nameAndMemory(MemoryUser user) {
    return String.format(
        Locale.ROOT, "%s (pid %d, %s)", user.name(), user.pid(), Bytes.text(user.bytes()));
  }

  private static String names(List<MemoryBlock> blocks) {
    String names =
        blocks.stream()
            .limit(MOST_NAMED)
            .map(block -> "memory" + block.number())
            .collect(Collectors.joining(", "));
    return blocks.size() > MOST_NAMED ? names + ", …" : names;
  }
}
