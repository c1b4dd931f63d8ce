package dev.schemamigration.database.archive;

import java.io.IOException;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of the archive cannot be unpacked, or its files do not match their checksum. */
public final class ArchiveCorruptException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final String RESTORE = "restore the row of revision_archive from a backup";

  private final String remedy;

  private ArchiveCorruptException(String message, String remedy, @Nullable Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }

  public static ArchiveCorruptException unpackable(String revision, IOException cause) {
    return new ArchiveCorruptException(
        "archived revision " + revision + " cannot be unpacked", RESTORE, cause);
  }

  /**
   * Texts of several revisions that are wanted at once, or the text of one.
   *
   * @param limit in bytes
   * @param form in which they are larger
   */
  public static ArchiveCorruptException tooLarge(
      Collection<String> revisions, int limit, String form) {
    var named =
        revisions.size() == 1
            ? "archived revision " + revisions.iterator().next() + " has"
            : "the " + revisions.size() + " archived revisions of the plan have";
    return new ArchiveCorruptException(
        named + " more than " + (limit >> 20) + " MiB of text and files, " + form,
        (revisions.size() == 1 ? "" : "undo fewer revisions at once, or ") + RESTORE,
        null);
  }

  public static ArchiveCorruptException otherFiles(
      String revision, @Nullable String actual, @Nullable String stored) {
    return new ArchiveCorruptException(
        "the files that archived revision "
            + revision
            + " reads have SHA-256 "
            + Objects.toString(actual, "none")
            + " and were stored with "
            + Objects.toString(stored, "none"),
        RESTORE,
        null);
  }
}
