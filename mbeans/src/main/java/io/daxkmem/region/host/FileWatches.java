package io.daxkmem.region.host;

import static io.daxkmem.log.Field.field;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import io.daxkmem.log.Log;
import io.daxkmem.region.Sysfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Watches single files with one inotify instance and one thread, which exist while there are
 * watches.
 */
final class FileWatches {
  private static final Log LOG = new Log(FileWatches.class);

  private final List<FileWatch> watches = new CopyOnWriteArrayList<>();
  private @Nullable WatchService service;

  /**
   * Keeps the file open, because the kernel notifies of a change only while the file's inode is
   * cached. Watches the folder by its real path, because a symbolic link's folder gets no
   * notification.
   */
  Sysfs.Watch add(Path file, Runnable changed) throws IOException {
    // opened outside the lock, because it may hang
    return add(file, FileChannel.open(file, READ), changed);
  }

  private synchronized Sysfs.Watch add(Path file, FileChannel held, Runnable changed)
      throws IOException {
    try {
      WatchKey folder = file.resolveSibling("").toRealPath().register(service(file), ENTRY_MODIFY);
      FileWatch watch = new FileWatch(folder, file.getFileName(), held, changed);
      watches.add(watch);
      return () -> remove(watch);
    } catch (IOException e) {
      held.close();
      closeWhenUnused();
      throw e;
    }
  }

  private WatchService service(Path file) throws IOException {
    WatchService running = service;
    if (running == null) {
      WatchService started = file.getFileSystem().newWatchService();
      Thread thread = new Thread(() -> deliver(started), "sysfs-watch");
      thread.setDaemon(true);
      thread.start();
      service = started;
      return started;
    }
    return running;
  }

  private void deliver(WatchService from) {
    try {
      while (true) {
        WatchKey folder = from.take();
        List<WatchEvent<?>> events = folder.pollEvents();
        folder.reset();
        for (FileWatch watch : watches) {
          if (watch.folder.equals(folder) && events.stream().anyMatch(watch::isToldBy)) {
            watch.call();
          }
        }
      }
    } catch (ClosedWatchServiceException | InterruptedException e) {
      // the last watch was closed
    }
  }

  private synchronized void remove(FileWatch watch) {
    if (!watches.remove(watch)) {
      return;
    }
    if (watches.stream().noneMatch(other -> other.folder.equals(watch.folder))) {
      watch.folder.cancel();
    }
    try {
      watch.held.close();
      closeWhenUnused();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void closeWhenUnused() throws IOException {
    WatchService running = service;
    if (watches.isEmpty() && running != null) {
      service = null;
      running.close();
    }
  }

  private record FileWatch(WatchKey folder, Path name, FileChannel held, Runnable changed) {
    boolean isToldBy(WatchEvent<?> event) {
      return event.kind() == OVERFLOW || name.equals(event.context());
    }

    void call() {
      try {
        changed.run();
      } catch (RuntimeException e) {
        LOG.warn("a watch callback failed", e, field("file", name));
      }
    }
  }
}
