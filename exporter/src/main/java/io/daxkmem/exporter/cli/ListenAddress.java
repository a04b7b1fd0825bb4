package io.daxkmem.exporter.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code 127.0.0.1:10140}, {@code [::1]:10140}, {@code localhost:10140} and {@code :10140}.
 */
final class ListenAddress {
  private static final Pattern FORM = Pattern.compile("(\\[[^]]+]|[^:\\[\\]]*):(\\d{1,5})");

  private ListenAddress() {}

  static InetSocketAddress of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new UsageException("'" + text + "' is not HOST:PORT");
    }
    int port = Integer.parseInt(form.group(2));
    if (port > 65535) {
      throw new UsageException("'" + text + "' has a port above 65535");
    }
    String host = form.group(1);
    if (host.isEmpty()) {
      return new InetSocketAddress(port);
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new UsageException("the host of '" + text + "' is not known");
    }
  }
}
