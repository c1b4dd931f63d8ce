package dev.schemamigration.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A temporary folder of one process, which holds a lock on a file in it while it lives. The
 * operating system gives that back at the end of the process, so that others know.
 */
final class OwnedFolder implements AutoCloseable {
  private static final String PREFIX = "schemactl-";
  private static final String LOCK = "owner.lock";

  private final Path path;
  private final FileChannel channel;

  private OwnedFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Creates one of this process. */
  static OwnedFolder create() {
    try {
      var folder = Files.createTempDirectory(prefix());
      var fresh = folder.resolve(LOCK + ".new");
      var channel =
          FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      channel.lock();
      // Under its name it is locked from the first moment on.
      Files.move(fresh, folder.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
      return new OwnedFolder(folder, channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of processes that have ended; the caller owns them now and closes them. */
  static List<OwnedFolder> leftovers() {
    var found = new ArrayList<OwnedFolder>();
    var temporary = Path.of(System.getProperty("java.io.tmpdir"));
    // Those of this process are not tried: closing a second channel would give the lock back.
    try (var folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (var folder : folders) {
        if (!folder.getFileName().toString().startsWith(prefix())) {
          ifOwnerless(folder).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      // What cannot be listed cannot be removed.
      return found;
    }
    return found;
  }

  private static Optional<OwnedFolder> ifOwnerless(Path folder) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
      @Nullable FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(new OwnedFolder(folder, channel));
      }
      channel.close();
    } catch (IOException e) {
      // It is of another user, or none of this kind.
      close(channel);
    }
    return Optional.empty();
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String prefix() {
    return PREFIX + ProcessHandle.current().pid() + "-";
  }

  Path path() {
    return path;
  }

  /** Deletes it with its content. */
  void delete() {
    ScratchFolders.delete(path);
  }

  /** Keeps it, as a folder like any other. */
  void disown() throws IOException {
    Files.deleteIfExists(path.resolve(LOCK));
  }

  @Override
  public void close() {
    close(channel);
  }
}
