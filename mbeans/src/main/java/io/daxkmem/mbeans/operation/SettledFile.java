package io.daxkmem.mbeans.operation;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.daxkmem.file.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Keeps lines in a file, after a line that names the boot. It is replaced atomically.
 *
 * @param file in a folder that only its owner can write
 * @param boot names this boot, as {@code /proc/sys/kernel/random/boot_id} does: lines of an earlier
 *     one are not loaded
 */
public record SettledFile(Path file, String boot) implements SettledStore {
  private static final int MOST_BYTES = 1 << 20;
  private static final FileAttribute<Set<PosixFilePermission>> OWN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  @Override
  public Set<String> load() throws IOException {
    try {
      List<String> lines = TextFile.read(file, MOST_BYTES).lines().toList();
      return lines.isEmpty() || !lines.get(0).equals(boot)
          ? Set.of()
          : Set.copyOf(lines.subList(1, lines.size()));
    } catch (NoSuchFileException e) {
      return Set.of();
    }
  }

  @Override
  public void save(Set<String> lines) throws IOException {
    List<String> all = new ArrayList<>(List.of(boot));
    lines.stream().sorted().forEach(all::add);
    Path written = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(written);
    // whatever the umask is, so that it is trusted when it is read; and no link is followed
    Files.createFile(written, OWN);
    Files.write(written, all, NOFOLLOW_LINKS, WRITE);
    Files.move(written, file, ATOMIC_MOVE);
  }
}
