package dev.schemamigration.source;

import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a directory of the file system, such as a mounted volume, into a bundle. */
public final class DirectoryReader {
  /** The kubelet replaces a mounted ConfigMap as a whole; a read meanwhile starts again. */
  private static final int ATTEMPTS = 3;

  private DirectoryReader() {}

  /**
   * Reads a directory. Links are followed inside it only. Of a mounted ConfigMap or Secret one
   * consistent state is read, also while the kubelet replaces it.
   *
   * @throws SourceException when it does not exist or cannot be used
   */
  public static Bundle read(Path folder) {
    var name = "directory " + folder;
    return read(name, realFolder(name, folder));
  }

  /**
   * Reads a directory that must be inside another one after links are resolved.
   *
   * @throws SourceException as {@link #read(Path)}, or when it is elsewhere
   */
  public static Bundle readBelow(Path allowedRoot, Path folder) {
    var name = "directory " + folder;
    var root = realFolder("directory " + allowedRoot, allowedRoot);
    if (!allowedRoot.resolve(folder).normalize().startsWith(allowedRoot.normalize())) {
      throw outside(name, allowedRoot);
    }
    var real = realFolder(name, allowedRoot.resolve(folder));
    if (!real.startsWith(root)) {
      throw outside(name, allowedRoot);
    }
    return read(name, real);
  }

  private static Bundle read(String name, Path root) {
    for (var attempt = 1; ; attempt++) {
      try {
        return BundleReader.read(name, FolderWalk.filesOf(name, root));
      } catch (NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw fault(
              name, "\"%s\" leads nowhere".formatted(e.getFile()), "remove the broken link");
        }
      } catch (AccessDeniedException e) {
        throw fault(
            name, "\"%s\" may not be read".formatted(e.getFile()), "permit it to this process");
      } catch (IOException e) {
        throw fault(name, "cannot be read: " + e.getMessage(), "check the file system");
      }
    }
  }

  private static Path realFolder(String name, Path folder) {
    try {
      var real = folder.toRealPath();
      if (!Files.isDirectory(real)) {
        throw fault(name, "is not a directory", "name the folder that holds the revision files");
      }
      return real;
    } catch (NoSuchFileException e) {
      throw new SourceException(
          new SourceFault.NotFound(name, "does not exist", "create it or correct the path"));
    } catch (AccessDeniedException e) {
      throw fault(name, "may not be read", "permit it to this process");
    } catch (IOException e) {
      throw fault(name, "cannot be read: " + e.getMessage(), "check the file system");
    }
  }

  private static SourceException outside(String name, Path allowedRoot) {
    return fault(name, "lies outside of " + allowedRoot, "mount it there");
  }

  private static SourceException fault(String name, String what, String remedy) {
    return new SourceException(new SourceFault.InvalidFolder(name, what, remedy));
  }
}
