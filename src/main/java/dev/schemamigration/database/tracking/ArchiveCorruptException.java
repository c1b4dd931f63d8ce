package dev.schemamigration.database.tracking;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of the archive cannot be unpacked, or its files do not match their checksum. */
public final class ArchiveCorruptException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private ArchiveCorruptException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static ArchiveCorruptException unpackable(String revision, IOException cause) {
    return new ArchiveCorruptException(
        "archived revision " + revision + " cannot be unpacked", cause);
  }

  static ArchiveCorruptException otherFiles(
      String revision, @Nullable String actual, @Nullable String stored) {
    return new ArchiveCorruptException(
        "the files that archived revision "
            + revision
            + " reads have SHA-256 "
            + Objects.toString(actual, "none")
            + " and were stored with "
            + Objects.toString(stored, "none"),
        null);
  }
}
