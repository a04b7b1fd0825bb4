package io.daxkmem.exporter.jolokia;

import javax.management.ObjectName;
import org.jolokia.server.core.restrictor.DenyAllRestrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.jspecify.annotations.Nullable;

/**
 * Opens to Jolokia the MBeans of our domain, for reading and operations; who may change what is
 * their own decision.
 */
final class RegionRestrictor extends DenyAllRestrictor {
  private static final String DOMAIN = "io.daxkmem";

  private final Access access;

  RegionRestrictor(Access access) {
    this.access = access;
  }

  /** Whether it is one of ours, or a pattern that matches only ours. */
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

  /** Who may connect is decided by the address it listens on. */
  @Override
  public boolean isRemoteAccessAllowed(String... hostOrAddress) {
    return true;
  }

  /**
   * A request without an origin is no web page's.
   *
   * @param origin or the page's address, where there is no origin
   * @param strict false when Jolokia asks whether to advertise CORS, which it never may
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
