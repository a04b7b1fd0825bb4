package io.daxkmem.exporter.web.auth;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** A number of places, of which no address gets all. */
final class Places {
  private final int most;
  private final int mostOfAddress;
  private final Map<InetAddress, Integer> taken = new HashMap<>();
  private int all;

  Places(int most, int mostOfAddress) {
    this.most = most;
    this.mostOfAddress = mostOfAddress;
  }

  /** Returns false if there is none for this address. */
  synchronized boolean take(InetAddress address) {
    if (all == most || taken.getOrDefault(address, 0) == mostOfAddress) {
      return false;
    }
    all++;
    taken.merge(address, 1, Integer::sum);
    return true;
  }

  synchronized void giveBack(InetAddress address) {
    all--;
    taken.merge(address, -1, Integer::sum);
    taken.remove(address, 0);
  }
}
