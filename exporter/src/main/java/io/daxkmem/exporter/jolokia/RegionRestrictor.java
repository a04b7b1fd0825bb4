package io.daxkmem.exporter.jolokia;

import javax.management.ObjectName;
import org.jolokia.server.core.restrictor.DenyAllRestrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.jspecify.annotations.Nullable;

/**
 * Allows Jolokia to read and operate the MBeans of our domain. The MBeans themselves check who may
 * change a region.
 */
final class RegionRestrictor extends DenyAllRestrictor {
  private static final String DOMAIN = "io.daxkmem";

  private final Access access;

  RegionRestrictor(Access access) {
    this.access = access;
  }

  /** Whether this is one of our MBeans, or a pattern that matches only ours. */
  static boolean isOurs(ObjectName name) {
    return name.getDomain().equals(DOMAIN);
  }

  @Override
  public boolean isHttpMethodAllowed(HttpMethod method) {
    return true;
  }

  @Override
  public boolean isTypeAllowed(RequestType type) {
    return switch (type) {
      case READ, EXEC, LIST, SEARCH, NOTIFICATION, VERSION, CONFIG -> true;
      case WRITE -> false;
    };
  }

  @Override
  public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
    return isOurs(name);
  }

  @Override
  public boolean isOperationAllowed(ObjectName name, String operation) {
    return isOurs(name);
  }

  /** The listen address decides who can connect. */
  @Override
  public boolean isRemoteAccessAllowed(String... hostOrAddress) {
    return true;
  }

  /**
   * A request without an origin does not come from a web page.
   *
   * @param origin the {@code Origin} header, or the {@code Referer} if there is none
   * @param strict false when Jolokia asks whether to send CORS headers, which it never may
   */
  @Override
  public boolean isOriginAllowed(@Nullable String origin, boolean strict) {
    return strict && (origin == null || access.allowsPage(origin));
  }

  @Override
  public boolean isObjectNameHidden(ObjectName name) {
    return !isOurs(name);
  }
}
