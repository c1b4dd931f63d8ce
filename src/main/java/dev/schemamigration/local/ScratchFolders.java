package dev.schemamigration.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Temporary folders, and the cache folder that outlives them. */
public final class ScratchFolders {
  private ScratchFolders() {}

  /** The user's cache folder, shared between runs and with hack/envtest. */
  static Path cache() {
    return variable("SMOP_CACHE")
        .or(
            () ->
                variable("XDG_CACHE_HOME")
                    .or(() -> variable("HOME").map(home -> home.resolve(".cache")))
                    .map(cache -> cache.resolve("schema-migration-operator")))
        .orElseGet(
            () -> Path.of(System.getProperty("java.io.tmpdir"), "schema-migration-operator"));
  }

  private static Optional<Path> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(it -> !it.isEmpty()).map(Path::of);
  }

  /** Deletes a folder with its content, if it exists. */
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
