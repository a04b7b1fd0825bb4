package io.daxkmem.region.wanted;

import java.io.IOException;

/** A line of a file of wanted states is wrong; the message says where, why, and what to do. */
public final class WantedStatesException extends IOException {
  private static final long serialVersionUID = 1;

  WantedStatesException(String message) {
    super(message);
  }
}
