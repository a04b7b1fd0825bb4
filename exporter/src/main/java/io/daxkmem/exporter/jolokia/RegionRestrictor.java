package io.daxkmem.exporter.jolokia;

import javax.management.ObjectName;
import org.jolokia.server.core.restrictor.DenyAllRestrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/**
 * Allows Jolokia to read and operate the MBeans of our domain. The MBeans themselves check who may
 * change a region.
 */
final class RegionRestrictor extends DenyAllRestrictor {
  private static final String DOMAIN = "io.daxkmem";

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

  @Override
  public boolean isObjectNameHidden(ObjectName name) {
    return !isOurs(name);
  }
}
