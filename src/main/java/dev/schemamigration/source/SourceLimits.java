package dev.schemamigration.source;

/**
 * How much a source may hold. A thousand revisions of ordinary size are far below; a folder given
 * by mistake, or made to exhaust the operator's memory, is above.
 */
public final class SourceLimits {
  /** Files of one source. */
  public static final int FILES = 10_000;

  /** Bytes of one file: 16 MiB. */
  public static final long FILE_BYTES = 16L << 20;

  /** Bytes of all files of one source together: 64 MiB. */
  public static final long TOTAL_BYTES = 64L << 20;

  /** Folders below one another in a directory source. */
  public static final int DEPTH = 16;

  private SourceLimits() {}
}
