package io.daxkmem.region;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The open files that show a device's {@link Identity}. */
final class IdentityFiles implements Closeable {
  /** Does not match {@code mapping}, a file that new ranges are written to. */
  private static final Pattern MAPPING = Pattern.compile("mapping\\d+");

  /**
   * Properties that change only when a device is bound, unbound or resized.
   *
   * @param driver empty when it is unbound
   * @param ranges empty without the right to read addresses
   */
  record Identity(String driver, long sizeBytes, Optional<List<AddressRange>> ranges) {}

  private record Mapping(AttributeFile start, AttributeFile end) {}

  private final Sysfs sysfs;
  private final String folder;
  private final AttributeFiles files;
  private final AttributeFile size;
  private final Optional<List<Mapping>> mappings;

  /**
   * @param folder of the device
   * @param names of the files in it
   */
  IdentityFiles(Sysfs sysfs, String folder, List<String> names) throws IOException {
    this.sysfs = sysfs;
    this.folder = folder;
    this.files = new AttributeFiles(sysfs);
    try {
      size = files.open(folder + "/size");
      mappings = mappings(names);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Optional<List<Mapping>> mappings(List<String> names) throws IOException {
    List<Mapping> found = new ArrayList<>();
    try {
      for (String name : names) {
        if (MAPPING.matcher(name).matches()) {
          String mapping = folder + "/" + name;
          found.add(new Mapping(files.open(mapping + "/start"), files.open(mapping + "/end")));
        }
      }
      return Optional.of(found);
    } catch (AccessDeniedException e) {
      return Optional.empty();
    }
  }

  Identity read() throws IOException {
    return new Identity(driver(), size.read().count(), ranges());
  }

  private String driver() throws IOException {
    try {
      return sysfs.linkName(folder + "/driver");
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private Optional<List<AddressRange>> ranges() throws IOException {
    if (mappings.isEmpty()) {
      return Optional.empty();
    }
    List<AddressRange> ranges = new ArrayList<>(mappings.get().size());
    for (Mapping mapping : mappings.get()) {
      ranges.add(
          new AddressRange(mapping.start.read().hexadecimal(), mapping.end.read().hexadecimal()));
    }
    return Optional.of(ranges);
  }

  @Override
  public void close() {
    files.close();
  }
}
