package io.daxkmem.exporter.web.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** A name in a configuration, to be compared with those in certificates. */
public final class CertificateName {
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*");

  private CertificateName() {}

  /** Expands an IPv6 address as Java does, {@code 0:0:0:0:0:0:0:1}; keeps any other name. */
  public static String canonical(String name) {
    try {
      return IPV6.matcher(name).matches() ? InetAddress.getByName(name).getHostAddress() : name;
    } catch (UnknownHostException e) {
      return name;
    }
  }
}
