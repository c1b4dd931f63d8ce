package dev.schemamigration.source;

/**
 * Limits of the size of a source. A thousand revisions of ordinary size are far below; a directory
 * given by mistake, or made to exhaust the operator's memory, is above.
 */
public final class SourceLimits {
  /** Maximum number of files of one source. */
  public static final int FILES = 10_000;

  /** Maximum size of one file: 16 MiB. */
  public static final long FILE_BYTES = 16L << 20;

  /** Maximum number of lines of one revision file. */
  public static final int LINES = 1_000_000;

  /** Maximum size of all files of one source together: 64 MiB. */
  public static final long TOTAL_BYTES = 64L << 20;

  /** Maximum depth of nested folders in a directory source. */
  public static final int DEPTH = 16;

  private SourceLimits() {}
}
