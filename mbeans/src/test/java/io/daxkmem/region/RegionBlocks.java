package io.daxkmem.region;

import static io.daxkmem.region.MemoryBlock.State.ONLINE;
import static org.assertj.core.api.Assertions.assertThat;

/** What the blocks of a region of 1 GiB must be. */
final class RegionBlocks {
  private RegionBlocks() {}

  static void assertAre(RegionState state, Region region) {
    MemoryBlocks blocks = region.blocks().orElseThrow();
    long online = state.isOnline() ? 8 : 0;
    assertThat(blocks.blocks()).hasSize(state == RegionState.UNPLUGGED ? 0 : 8);
    assertThat(blocks.count(ONLINE)).isEqualTo(online);
    assertThat(blocks.onlineBytes()).isEqualTo(online << 27);
    if (state == RegionState.ONLINE_MOVABLE) {
      assertThat(blocks.blocks()).extracting(MemoryBlock::zone).containsOnly("Movable");
    }
    if (state == RegionState.ONLINE_KERNEL) {
      assertThat(blocks.blocks()).extracting(MemoryBlock::zone).containsOnly("Normal");
    }
  }
}
