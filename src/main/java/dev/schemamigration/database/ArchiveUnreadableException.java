package dev.schemamigration.database;

/** An archive row holds something that cannot be unpacked. */
public final class ArchiveUnreadableException extends RuntimeException {
  private final String revision;

  ArchiveUnreadableException(String revision, Throwable cause) {
    super("archived revision " + revision + " cannot be unpacked", cause);
    this.revision = revision;
  }

  /** The revision of the row. */
  public String revision() {
    return revision;
  }
}
