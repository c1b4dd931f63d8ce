package dev.schemamigration.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Scratch folders, and the one that outlives them. */
public final class Folders {
  private Folders() {}

  /** Where this user keeps what is worth keeping between runs; the same as of hack/envtest. */
  static Path cache() {
    var own = System.getenv("SMOP_CACHE");
    var shared = System.getenv("XDG_CACHE_HOME");
    if (own != null && !own.isEmpty()) {
      return Path.of(own);
    }
    return (shared != null && !shared.isEmpty()
            ? Path.of(shared)
            : Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("schema-migration-operator");
  }

  /** Deletes a folder and everything in it; one that is not there is fine. */
  public static void delete(@Nullable Path folder) {
    if (folder == null || Files.notExists(folder)) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                throws IOException {
              Files.deleteIfExists(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
