package io.daxkmem.mbeans;

import static io.daxkmem.log.Field.field;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.daxkmem.log.Log;
import io.daxkmem.log.ReadFailures;
import io.daxkmem.mbeans.operation.Audit;
import io.daxkmem.mbeans.operation.Caller;
import io.daxkmem.mbeans.operation.JmxCaller;
import io.daxkmem.mbeans.operation.Operation;
import io.daxkmem.mbeans.operation.OperationListener;
import io.daxkmem.mbeans.operation.OperationRecorder;
import io.daxkmem.mbeans.operation.OperationRecords;
import io.daxkmem.mbeans.operation.Outcome;
import io.daxkmem.mbeans.operation.RegionOperations;
import io.daxkmem.mbeans.operation.StopReason;
import io.daxkmem.mbeans.operation.TransitionRunner;
import io.daxkmem.region.Regions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Registers {@code io.daxkmem:type=Regions}, and {@code io.daxkmem:type=Region,device=daxX.Y} for
 * each dax device bound to {@code kmem}, and follows devices that are added or removed.
 *
 * <pre>{@code
 * var regions = new Regions(new HostSysfs(Path.of("/sys")));
 * new RegionMBeans(ManagementFactory.getPlatformMBeanServer(), regions).start();
 * }</pre>
 */
public final class RegionMBeans implements AutoCloseable {
  private static final Log LOG = new Log(RegionMBeans.class);
  private static final String DEVICE_LIST = "the list of dax devices";
  private static final String DOMAIN = "io.daxkmem";
  private static final ObjectName REGIONS = name("type=Regions");

  /** Sysfs notifies of changes of a device, but not of devices added or removed. */
  private static final Duration RESCAN_INTERVAL = Duration.ofSeconds(10);

  /** A rollback is quick, unless a page of the region is in use meanwhile. */
  private static final Duration MOST_ROLLBACK = Duration.ofSeconds(10);

  private record Registered(
      ObjectName name, RegionOperations operations, StateAnnouncer announcer) {}

  private final MBeanServer server;
  private final Regions regions;
  private final Caller caller;
  private final Audit audit;
  private final OperationRecords records;
  private final List<OperationListener> listeners;
  private final Object scan = new Object();
  private final Map<String, Registered> registered = new TreeMap<>();
  private final ReadFailures failures = new ReadFailures();
  private final ScheduledThreadPoolExecutor thread = thread("dax-kmem-mbeans");
  private final ScheduledThreadPoolExecutor messenger = thread("dax-kmem-notifications");
  private final AttributeChanges changes =
      new AttributeChanges(
          REGIONS, messenger, "The attribute Devices has changed: a device was added or removed");

  /**
   * Creates MBeans whose operations are open to every client that the JVM's own connectors admit.
   */
  public RegionMBeans(MBeanServer server, Regions regions) {
    this(server, regions, new JmxCaller(), new Audit(), operation -> {});
  }

  /**
   * Creates MBeans with access control and an audit.
   *
   * @param caller identifies the client that requests an operation
   * @param audit records every operation
   * @param listener is called for every operation
   */
  public RegionMBeans(
      MBeanServer server, Regions regions, Caller caller, Audit audit, OperationListener listener) {
    this.server = server;
    this.regions = regions;
    this.caller = caller;
    this.audit = audit;
    this.records = new OperationRecords(audit);
    this.listeners = List.of(records, listener);
  }

  /**
   * Registers the MBeans and follows devices that are added or removed, until closed. Call it once.
   *
   * @throws IllegalStateException if the server already has these MBeans
   */
  public void start() {
    try {
      register(
          new DescribedMBean<>(
              new RegionList(regions, audit, caller, this::rescan),
              RegionsMBean.class,
              changes.emitter()),
          REGIONS);
    } catch (RuntimeException e) {
      // so that close does not take away the MBeans of another
      thread.shutdown();
      messenger.shutdown();
      throw e;
    }
    rescan();
    repeat(thread, RESCAN_INTERVAL, this::rescan);
    repeat(messenger, OperationRecords.PERIOD, records::writeNumbers);
  }

  private static void repeat(ScheduledThreadPoolExecutor thread, Duration pause, Runnable work) {
    long nanos = pause.toNanos();
    var unused = thread.scheduleWithFixedDelay(work, nanos, nanos, NANOSECONDS);
  }

  /** Looks for added and removed devices now instead of at the next interval. */
  public void rescan() {
    // one at a time, but not with the lock that close needs: it must not wait for reading
    synchronized (scan) {
      if (thread.isShutdown()) {
        return;
      }
      try {
        List<String> bound = regions.kmemDevices();
        // reads all regions at once, so that the waits for files that hang overlap
        regions.readAll(bound);
        follow(bound);
        failures.succeeded(DEVICE_LIST);
      } catch (IOException | RuntimeException e) {
        failures.failed(DEVICE_LIST, e);
      }
    }
  }

  private void follow(List<String> bound) {
    forgetAllBut(bound);
    bound.forEach(this::follow);
  }

  private synchronized void forgetAllBut(List<String> bound) {
    Set<String> present = Set.copyOf(bound);
    for (String device : List.copyOf(registered.keySet())) {
      if (!present.contains(device)) {
        var unused = remove(device);
        tell(device + " is gone, or no longer bound to kmem", names -> names.add(device));
      }
    }
  }

  /** Registers or refreshes one device. A failure is logged and does not affect the others. */
  private synchronized void follow(String device) {
    if (thread.isShutdown()) {
      return;
    }
    try {
      Registered known = registered.get(device);
      if (known != null) {
        known.announcer.refresh();
      } else {
        add(device);
        tell(device + " was added", names -> names.remove(device));
      }
      failures.succeeded(device);
    } catch (RuntimeException e) {
      failures.failed(device, e);
    }
  }

  /**
   * Unregisters the MBeans. Running operations are interrupted, and the kernel rolls them back.
   * Waits up to 10 s for that, so that they are in the audit and the log.
   */
  @Override
  public void close() {
    // before it waits for the lock, so that a rescan gives up
    thread.shutdown();
    stop();
  }

  private synchronized void stop() {
    if (messenger.isShutdown()) {
      return;
    }
    List<Operation> stopped =
        List.copyOf(registered.keySet()).stream()
            .flatMap(device -> remove(device).stream())
            .toList();
    unregister(REGIONS);
    long begun = System.nanoTime();
    stopped.forEach(
        operation -> operation.awaitEnd(MOST_ROLLBACK.minusNanos(System.nanoTime() - begun)));
    records.writeAllNumbers();
    messenger.shutdown();
  }

  private void add(String device) {
    ObjectName name = name("type=Region,device=" + device);
    AttributeChanges region =
        new AttributeChanges(
            name,
            messenger,
            "The attribute State has changed, as the kernel notified, or OperationOutcome has: an"
                + " operation requested through JMX has begun or ended");
    RegionOperations operations =
        new RegionOperations(
            new TransitionRunner(regions, device),
            new OperationRecorder(
                listeners,
                (from, to, message) -> region.tell("OperationOutcome", from, to, message)));
    StateAnnouncer announcer = new StateAnnouncer(device, regions, thread, region);
    RegionControl control = new RegionControl(device, regions, operations, caller);
    register(new DescribedMBean<>(control, RegionMBean.class, region.emitter()), name);
    registered.put(device, new Registered(name, operations, announcer));
    announcer.refresh();
  }

  /** Returns the operation that it stops, if one is running. */
  private Optional<Operation> remove(String device) {
    Registered gone = registered.remove(device);
    if (gone == null) {
      return Optional.empty();
    }
    unregister(gone.name);
    gone.announcer.close();
    Optional<Operation> running = gone.operations.running();
    running.ifPresent(
        operation ->
            operation.stop(new StopReason(Outcome.CANCELLED, "its MBean was unregistered")));
    return running;
  }

  /**
   * @param undo turns the set of registered names back into what it was before the change
   */
  private void tell(String message, Consumer<Set<String>> undo) {
    Set<String> before = new TreeSet<>(registered.keySet());
    undo.accept(before);
    changes.tell(
        "Devices",
        String[].class,
        before.toArray(String[]::new),
        registered.keySet().toArray(String[]::new),
        message);
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
      LOG.warn("cannot unregister an MBean", e, field("name", name));
    }
  }

  private static ObjectName name(String properties) {
    try {
      return new ObjectName(DOMAIN + ":" + properties);
    } catch (JMException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ScheduledThreadPoolExecutor thread(String name) {
    return new ScheduledThreadPoolExecutor(
        1,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        },
        new ThreadPoolExecutor.DiscardPolicy());
  }
}
