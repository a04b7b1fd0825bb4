package io.daxkmem.exporter;

import io.daxkmem.region.Sysfs;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A sysfs in which some files cannot be read, such as files that only root can read. */
public class FaultySysfs implements Sysfs {
  private final Sysfs sysfs;
  private final Map<String, Exception> faults = new ConcurrentHashMap<>();

  public FaultySysfs(Sysfs sysfs) {
    this.sysfs = sysfs;
  }

  /** Makes reading or listing this path fail. */
  public FaultySysfs fail(String path, Exception how) {
    faults.put(path, how);
    return this;
  }

  /** Ends all failures. */
  public void repair() {
    faults.clear();
  }

  @Override
  public String read(String path) throws IOException {
    check(path);
    return sysfs.read(path);
  }

  @Override
  public void write(String path, String value) throws IOException {
    sysfs.write(path, value);
  }

  @Override
  public List<String> list(String path) throws IOException {
    check(path);
    return sysfs.list(path);
  }

  @Override
  public String linkName(String path) throws IOException {
    check(path);
    return sysfs.linkName(path);
  }

  @Override
  public String realPath(String path) throws IOException {
    check(path);
    return sysfs.realPath(path);
  }

  @Override
  public Watch watch(String path, Runnable changed) throws IOException {
    return sysfs.watch(path, changed);
  }

  private void check(String path) throws IOException {
    Exception fault = faults.get(path);
    if (fault instanceof IOException checked) {
      throw checked;
    }
    if (fault instanceof RuntimeException unchecked) {
      throw unchecked;
    }
  }
}
