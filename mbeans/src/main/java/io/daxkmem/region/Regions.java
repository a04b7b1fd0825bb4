package io.daxkmem.region;

import io.daxkmem.log.ReadFailures;
import io.daxkmem.log.Visible;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The regions of a machine, read and changed through its {@link Sysfs}.
 *
 * <p>Only {@link #change} waits for the kernel. If a file hangs, which no attribute should, reading
 * its device fails with an {@link IOException} after some seconds. Later reads fail at once until
 * the file has answered. Other devices are not affected. Callers that ask for the same while it is
 * being read wait, and then share one reading.
 */
public final class Regions {
  private static final String BUS = "bus/dax";
  private static final String DEVICES = BUS + "/devices";
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** A survey may take long, and the threads of those that wait may be few, as a web server's. */
  private static final int MOST_WAITING_SURVEYS = 8;

  /** Its driver has a turn of its own, because a device is listed even if its other files hang. */
  private record Device(
      RegionReader reader,
      GuardedSubject subject,
      SharedReading<Region> regions,
      SharedReading<StateReading> states,
      SharedReading<Survey> surveys,
      GuardedSubject driver) {

    GuardedQuestion<Region> region() {
      return new GuardedQuestion<>(subject, regions.of(reader::read));
    }

    void hasGone() {
      subject.endWith(reader::close);
    }
  }

  private final Sysfs sysfs;
  private final Surveyor surveyor;
  private final MemoryFailureReader memoryFailures;
  private final HangGuard guard;
  private final HangGuard surveyGuard;
  private final GuardedSubject bus = new GuardedSubject();
  private final GuardedSubject processes = new GuardedSubject(MOST_WAITING_SURVEYS);
  private final DescriptorBudget budget = DescriptorBudget.ofThisProcess();
  private final Map<String, Device> devices = new ConcurrentHashMap<>();
  private final Map<Integer, GuardedSubject> nodes = new ConcurrentHashMap<>();
  private final DeviceNames deviceNames = new DeviceNames();
  private final ReadFailures driverFailures = new ReadFailures();

  /** Creates regions whose {@link #survey} does not look at processes, pages and swap. */
  public Regions(Sysfs sysfs) {
    this(sysfs, Optional.empty(), PATIENCE);
  }

  /**
   * Creates regions whose {@link #survey} also looks at processes, pages and swap.
   *
   * @param procfs of the same kernel as {@code sysfs}
   */
  public Regions(Sysfs sysfs, Procfs procfs) {
    this(sysfs, Optional.of(procfs), PATIENCE);
  }

  /**
   * Creates regions with their own patience.
   *
   * @param patience a read that takes more than twice this time fails; six times for the first read
   */
  public Regions(Sysfs sysfs, Optional<Procfs> procfs, Duration patience) {
    this.sysfs = sysfs;
    this.surveyor = new Surveyor(sysfs, procfs);
    this.memoryFailures = new MemoryFailureReader(sysfs);
    this.guard = new HangGuard(patience);
    this.surveyGuard = new HangGuard(patience.multipliedBy(5));
  }

  /** Whether this kernel has the dax bus, {@code /sys/bus/dax}. */
  public boolean hasBus() throws IOException {
    return guard.ask(bus, () -> !sysfs.list(BUS).isEmpty());
  }

  /** The names of all dax devices, bound to {@code kmem} or not, sorted. */
  public List<String> devices() throws IOException {
    List<String> names = deviceNames.of(guard.ask(bus, () -> sysfs.list(DEVICES)));
    Set<String> present = Set.copyOf(names);
    devices.entrySet().removeIf(known -> hasGone(known.getKey(), known.getValue(), present));
    return names;
  }

  /**
   * The names of the dax devices that are bound to {@code kmem}, sorted. A device whose driver
   * cannot be read is left out and logged.
   */
  public List<String> kmemDevices() throws IOException {
    List<String> names = devices();
    List<GuardedQuestion<String>> drivers = new ArrayList<>(names.size());
    for (String name : names) {
      drivers.add(new GuardedQuestion<>(device(name).driver, () -> driver(name)));
    }
    guard.ask(drivers);
    List<String> bound = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      if (isKmem(names.get(i), drivers.get(i))) {
        bound.add(names.get(i));
      }
    }
    return bound;
  }

  private boolean isKmem(String device, GuardedQuestion<String> driver) {
    try {
      boolean is = driver.answer().equals(Region.KMEM);
      driverFailures.succeeded(device);
      return is;
    } catch (IOException | RuntimeException e) {
      driverFailures.failed(device, e);
      return false;
    }
  }

  /** The driver that a device is bound to; empty if it is unbound or gone. */
  private String driver(String device) throws IOException {
    try {
      return sysfs.linkName(folder(device) + "/driver");
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /**
   * Reads one region. Never waits for a transition. On a kernel that does not report {@link
   * Region#pending()}, the state may be {@link RegionState#INCONSISTENT} during one.
   *
   * @throws NoSuchFileException if the device is gone
   * @throws IOException if it cannot be read; names the file
   */
  public Region read(String device) throws IOException {
    GuardedQuestion<Region> question = device(device).region();
    guard.ask(List.of(question));
    return question.answer();
  }

  /**
   * Reads several regions. However many hang, they take no longer than one that does.
   *
   * @return one result for each name, in the same order
   * @throws java.nio.channels.ClosedByInterruptException if this thread is interrupted
   */
  public List<Reading<Region>> readAll(List<String> names) throws IOException {
    List<GuardedQuestion<Region>> questions = new ArrayList<>(names.size());
    for (String name : names) {
      questions.add(device(name).region());
    }
    return askAll(questions);
  }

  /**
   * Reads only what changes with a transition. With our attribute that takes about a dozen files,
   * however many memory blocks there are.
   *
   * @throws IOException see {@link #read}
   */
  public StateReading readState(String device) throws IOException {
    Device known = device(device);
    return guard.ask(known.subject, known.states.of(known.reader::readState));
  }

  /**
   * Reads the pages of several nodes that had an uncorrectable error since boot, by outcome. None
   * if the kernel does not count them (before 6.3), or the node has no memory now. However many
   * nodes hang, they take no longer than one that does.
   *
   * @return one result for each node, in the same order
   * @throws java.nio.channels.ClosedByInterruptException if this thread is interrupted
   */
  public List<Reading<Map<MemoryFailure, Long>>> memoryFailures(List<Integer> numbers)
      throws IOException {
    List<GuardedQuestion<Map<MemoryFailure, Long>>> questions = new ArrayList<>(numbers.size());
    for (int number : numbers) {
      questions.add(new GuardedQuestion<>(node(number), () -> memoryFailures.read(number)));
    }
    return askAll(questions);
  }

  private <T> List<Reading<T>> askAll(List<GuardedQuestion<T>> questions) throws IOException {
    guard.ask(questions);
    List<Reading<T>> readings = new ArrayList<>(questions.size());
    questions.forEach(question -> readings.add(question::answer));
    return readings;
  }

  private GuardedSubject node(int number) {
    return nodes.computeIfAbsent(number, absent -> new GuardedSubject());
  }

  private static boolean hasGone(String name, Device device, Set<String> present) {
    if (present.contains(name)) {
      return false;
    }
    device.hasGone();
    return true;
  }

  private Device device(String name) {
    return devices.computeIfAbsent(
        name,
        absent ->
            new Device(
                new RegionReader(sysfs, absent, budget),
                new GuardedSubject(),
                new SharedReading<>(),
                new SharedReading<>(),
                new SharedReading<>(),
                new GuardedSubject()));
  }

  /**
   * Finds obstacles to taking a region's memory away. Reads the memory maps of all processes, so it
   * may take long; it fails if a single one does, or if too many callers wait for theirs.
   *
   * @param region as it was read
   */
  public Survey survey(Region region) throws IOException {
    return surveyGuard.ask(
        processes,
        device(region.device()).surveys.of(() -> surveyor.survey(region, processes::progresses)));
  }

  /**
   * Asks the kernel for a transition and waits for its end.
   *
   * @throws java.nio.channels.ClosedByInterruptException if this thread is interrupted; the kernel
   *     rolls back, unless the transition had just completed. The interrupt status stays set.
   * @throws UnsupportedOperationException if this kernel cannot do it atomically; the message names
   *     what is missing
   * @throws IllegalStateException if the device is not bound to {@code kmem}
   * @throws KernelRefusedException if the kernel refused or failed; the region is as before
   * @throws NoSuchFileException if the device is gone
   */
  public void change(String device, Transition transition) throws IOException {
    String folder = folder(device);
    Device known = device(device);
    List<String> files = guard.ask(known.subject, () -> files(folder));
    String driver = guard.ask(known.driver, () -> driver(device));
    if (!driver.equals(Region.KMEM)) {
      throw new IllegalStateException(notBound(device, driver));
    }
    KernelInterface on = KernelInterface.of(files);
    Optional<TransitionRule> rule = TransitionRule.against(on, RegionState.UNKNOWN, transition);
    if (rule.isPresent()) {
      throw new UnsupportedOperationException(
          rule.get().reason() + ": it lacks the attribute " + folder + "/hotplug");
    }
    if (on == KernelInterface.HOTPLUG) {
      sysfs.write(folder + "/hotplug", transition.text());
    } else {
      sysfs.write(folder + "/state", transition.target().text());
    }
  }

  private String notBound(String device, String driver) throws IOException {
    boolean inUse = read(device).blocks().map(blocks -> blocks.inUse() > 0).orElse(false);
    return String.format(
        Locale.ROOT,
        "%s is bound to %s, not to kmem%s",
        device,
        driver.isEmpty() ? "no driver" : Visible.text(driver),
        inUse
            ? ", but its memory is still in use: bind it to kmem again, or reboot where the kernel"
                + " refuses that"
            : ": first turn it into memory, with daxctl reconfigure-device --mode=system-ram "
                + device);
  }

  /**
   * Calls back when the kernel notifies of a change of a region, as {@link Sysfs#watch} does. A
   * kernel with {@link KernelInterface#BLOCKS} never notifies.
   *
   * @throws NoSuchFileException if the device is gone
   */
  public Sysfs.Watch watch(String device, Runnable changed) throws IOException {
    String folder = folder(device);
    return guard.ask(
        device(device).subject,
        () ->
            switch (KernelInterface.of(files(folder))) {
              case HOTPLUG -> sysfs.watch(folder + "/hotplug", changed);
              case STATE -> sysfs.watch(folder + "/state", changed);
              case BLOCKS -> () -> {};
            });
  }

  /**
   * The bind of a device as it is now. On a kernel with {@link KernelInterface#BLOCKS} it is never
   * over.
   *
   * @throws NoSuchFileException if the device is gone
   */
  public Bind bind(String device) throws IOException {
    String folder = folder(device);
    GuardedSubject subject = device(device).subject;
    return new Bind(guard, subject, guard.ask(subject, () -> ofBind(folder)));
  }

  /** Opens an attribute that comes and goes with the bind. */
  private Sysfs.Attribute ofBind(String folder) throws IOException {
    return switch (KernelInterface.of(files(folder))) {
      case HOTPLUG -> sysfs.open(folder + "/hotplug");
      case STATE -> sysfs.open(folder + "/state");
      case BLOCKS -> () -> "";
    };
  }

  static String folder(String device) {
    return DEVICES + "/" + device;
  }

  private List<String> files(String folder) throws IOException {
    List<String> files = sysfs.list(folder);
    if (files.isEmpty()) {
      throw new NoSuchFileException(folder);
    }
    return files;
  }
}
