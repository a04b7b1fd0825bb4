package io.daxkmem.region;

/** The kernel's own sysfs, mounted below a root that can be chosen. */
final class HostSysfs {
  private HostSysfs() {}
}
