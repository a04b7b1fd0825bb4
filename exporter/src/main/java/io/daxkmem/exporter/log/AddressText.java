package io.daxkmem.exporter.log;

import java.net.InetSocketAddress;

/** Addresses as the log and messages have them. */
public final class AddressText {
  private AddressText() {}

  /** {@code 127.0.0.1:8778}, or {@code [::1]:8778}. */
  public static String of(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
