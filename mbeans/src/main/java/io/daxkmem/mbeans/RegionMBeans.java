package io.daxkmem.mbeans;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.logging.Level.WARNING;

import io.daxkmem.region.Region;
import io.daxkmem.region.Regions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;

/**
 * Registers {@code io.daxkmem:type=Regions}, and {@code io.daxkmem:type=Region,device=daxX.Y} for
 * each dax device bound to {@code kmem}, as they come and go.
 *
 * <pre>{@code
 * var regions = new Regions(new HostSysfs(Path.of("/sys")));
 * new RegionMBeans(ManagementFactory.getPlatformMBeanServer(), regions).start();
 * }</pre>
 */
public final class RegionMBeans implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(RegionMBeans.class.getName());
  private static final String DOMAIN = "io.daxkmem";

  /** Sysfs tells of changes of a device, but not of devices that come and go. */
  private static final Duration RESCAN_INTERVAL = Duration.ofSeconds(10);

  private record Registered(ObjectName name, Operator operator, StateAnnouncer announcer) {}

  private final MBeanServer server;
  private final Regions regions;
  private final OperationListener listener;
  private final Caller caller;
  private final Map<String, Registered> registered = new TreeMap<>();
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, RegionMBeans::daemon, new ThreadPoolExecutor.DiscardPolicy());

  /** MBeans that tell nobody of operations, and name everybody who asks for one {@code jmx}. */
  public RegionMBeans(MBeanServer server, Regions regions) {
    this(server, regions, operation -> {}, () -> "jmx");
  }

  /**
   * @param listener is told of every operation
   * @param caller knows who asks for an operation
   */
  public RegionMBeans(
      MBeanServer server, Regions regions, OperationListener listener, Caller caller) {
    this.server = server;
    this.regions = regions;
    this.listener = listener;
    this.caller = caller;
  }

  /**
   * Registers the MBeans, and from then on follows the devices that come and go until closed.
   * Called once.
   *
   * @throws IllegalStateException where the server has such MBeans already
   */
  public void start() {
    register(
        new DescribedMBean<>(
            new RegionList(regions, this::rescan),
            RegionsMBean.class,
            new NotificationBroadcasterSupport()),
        name("type=Regions"));
    rescan();
    long interval = RESCAN_INTERVAL.toNanos();
    var unused = thread.scheduleWithFixedDelay(this::rescan, interval, interval, NANOSECONDS);
  }

  /** Looks for devices that have come or gone now, rather than at the next interval. */
  public synchronized void rescan() {
    if (thread.isShutdown()) {
      return;
    }
    try {
      List<String> bound = bound();
      List.copyOf(registered.keySet()).stream()
          .filter(device -> !bound.contains(device))
          .forEach(this::remove);
      for (String device : bound) {
        if (registered.containsKey(device)) {
          registered.get(device).announcer.refresh();
        } else {
          add(device);
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(WARNING, "looking for dax devices", e);
    }
  }

  /**
   * Unregisters the MBeans. An operation under way is interrupted; the kernel then leaves its
   * region as it was.
   */
  @Override
  public synchronized void close() {
    if (thread.isShutdown()) {
      return;
    }
    thread.shutdown();
    List.copyOf(registered.keySet()).forEach(this::remove);
    unregister(name("type=Regions"));
  }

  private List<String> bound() throws IOException {
    List<String> bound = new ArrayList<>();
    for (String device : regions.devices()) {
      if (regions.driver(device).equals(Region.KMEM)) {
        bound.add(device);
      }
    }
    return bound;
  }

  private void add(String device) {
    ObjectName name = name("type=Region,device=" + device);
    Operator operator = new Operator(device, new TransitionRunner(regions, device), listener);
    StateAnnouncer announcer = new StateAnnouncer(name, device, regions, thread);
    RegionControl control = new RegionControl(device, regions, operator, caller);
    register(new DescribedMBean<>(control, RegionMBean.class, announcer.emitter()), name);
    registered.put(device, new Registered(name, operator, announcer));
    announcer.refresh();
  }

  private void remove(String device) {
    Registered gone = registered.remove(device);
    if (gone != null) {
      unregister(gone.name);
      gone.announcer.close();
      gone.operator
          .running()
          .ifPresent(
              attempt -> attempt.stop(new Stop(Outcome.CANCELLED, "its MBean was unregistered")));
    }
  }

  private void register(DescribedMBean<?> mbean, ObjectName name) {
    try {
      server.registerMBean(mbean, name);
    } catch (JMException e) {
      throw new IllegalStateException("registering " + name, e);
    }
  }

  private void unregister(ObjectName name) {
    try {
      server.unregisterMBean(name);
    } catch (JMException e) {
      LOG.log(WARNING, "unregistering " + name, e);
    }
  }

  private static ObjectName name(String properties) {
    try {
      return new ObjectName(DOMAIN + ":" + properties);
    } catch (JMException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "dax-kmem-mbeans");
    thread.setDaemon(true);
    return thread;
  }
}
