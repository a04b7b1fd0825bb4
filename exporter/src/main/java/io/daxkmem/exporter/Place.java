package io.daxkmem.exporter;

import io.daxkmem.exporter.web.ClientLimits;
import io.daxkmem.exporter.web.WebServer;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;

/** Where the exporter runs. */
enum Place {
  OWN_PROCESS {
    @Override
    ClientLimits clients() {
      return WebServer.LIMITS;
    }

    @Override
    MBeanServer mbeanServer() {
      return ManagementFactory.getPlatformMBeanServer();
    }
  },

  /** As an agent. The application configures the JVM, its logging and its MBean server. */
  ANOTHER_PROGRAM {
    @Override
    ClientLimits clients() {
      return WebServer.LIMITS_AS_GUEST;
    }

    /** Waits for the application's, because the first call decides for ever who builds it. */
    @Override
    MBeanServer mbeanServer() {
      Lookout.USUAL.await(() -> !MBeanServerFactory.findMBeanServer(null).isEmpty());
      return ManagementFactory.getPlatformMBeanServer();
    }
  };

  /** Limits for the clients of the metrics. */
  abstract ClientLimits clients();

  /** The platform's MBean server. */
  abstract MBeanServer mbeanServer();
}
