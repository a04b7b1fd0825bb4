package io.daxkmem.mbeans;

import io.daxkmem.region.Sysfs;
import io.daxkmem.region.simulated.SimulatedSysfs;
import java.io.IOException;
import java.util.List;

/** Forwards to a simulated sysfs, for tests that override one of its methods. */
public class ForwardingSysfs implements Sysfs {
  private final SimulatedSysfs machine;

  public ForwardingSysfs() {
    this(1);
  }

  public ForwardingSysfs(int regions) {
    machine = new SimulatedSysfs(regions);
  }

  /** See {@link SimulatedSysfs#pinPage}. */
  public void pinPage(long block) {
    machine.pinPage(block);
  }

  /** See {@link SimulatedSysfs#freePages}. */
  public void freePages(long block) {
    machine.freePages(block);
  }

  /** Opens a file of the machine: its reads are not those of a subclass. */
  protected Attribute opened(String path) throws IOException {
    return machine.open(path);
  }

  @Override
  public String read(String path) throws IOException {
    return machine.read(path);
  }

  @Override
  public void write(String path, String value) throws IOException {
    machine.write(path, value);
  }

  @Override
  public List<String> list(String path) throws IOException {
    return machine.list(path);
  }

  @Override
  public String linkName(String path) throws IOException {
    return machine.linkName(path);
  }

  @Override
  public String realPath(String path) throws IOException {
    return machine.realPath(path);
  }

  @Override
  public Watch watch(String path, Runnable changed) throws IOException {
    return machine.watch(path, changed);
  }
}
