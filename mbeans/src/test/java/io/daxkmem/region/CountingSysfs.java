package io.daxkmem.region;

import io.daxkmem.region.simulated.SimulatedSysfs;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A simulated kernel that records which files are read. */
class CountingSysfs implements Sysfs {
  final SimulatedSysfs kernel = new SimulatedSysfs(1);
  private final List<String> read = new CopyOnWriteArrayList<>();
  private final AtomicInteger binding = new AtomicInteger();
  private final AtomicInteger gone = new AtomicInteger();
  private volatile String hidden = "";
  private final AtomicInteger open = new AtomicInteger();

  /** The files that the action reads, in order. */
  List<String> readsOf(Reading reading) throws IOException {
    read.clear();
    reading.run();
    return List.copyOf(read);
  }

  interface Reading {
    void run() throws IOException;
  }

  /** Makes all open files fail, as after a bind. */
  void bindAgain() {
    binding.incrementAndGet();
  }

  /** How many files are open. */
  int open() {
    return open.get();
  }

  @Override
  public String read(String path) throws IOException {
    read.add(path);
    return kernel.read(path);
  }

  /** Hides the files with this name. */
  void hide(String name) {
    hidden = name;
  }

  /** Makes that many files be gone when they are opened next, as while others unbind and bind. */
  void goneWhenOpened(int files) {
    gone.set(files);
  }

  @Override
  public Attribute open(String path) throws IOException {
    if (path.endsWith("/" + hidden) || gone.getAndUpdate(files -> Math.max(0, files - 1)) > 0) {
      throw new NoSuchFileException(path);
    }
    kernel.read(path);
    open.incrementAndGet();
    int opened = binding.get();
    return new Attribute() {
      @Override
      public String read() throws IOException {
        if (binding.get() != opened) {
          throw new NoSuchFileException(path, null, "No such device");
        }
        return CountingSysfs.this.read(path);
      }

      @Override
      public void close() {
        open.decrementAndGet();
      }
    };
  }

  @Override
  public void write(String path, String value) throws IOException {
    kernel.write(path, value);
  }

  @Override
  public List<String> list(String path) throws IOException {
    read.add(path);
    return kernel.list(path).stream().filter(name -> !name.equals(hidden)).toList();
  }

  @Override
  public String linkName(String path) throws IOException {
    read.add(path);
    return kernel.linkName(path);
  }

  @Override
  public String realPath(String path) throws IOException {
    read.add(path);
    return kernel.realPath(path);
  }

  @Override
  public Watch watch(String path, Runnable changed) throws IOException {
    return kernel.watch(path, changed);
  }
}
