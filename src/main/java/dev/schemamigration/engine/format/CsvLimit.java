package dev.schemamigration.engine.format;

/** Limits the cells of a CSV file, for each of which Liquibase creates an object before sending. */
final class CsvLimit {
  /** Why a file is refused. */
  static final String TOO_MANY_CELLS =
      "has more than "
          + ChangelogLimits.CELLS
          + " cells; split it, or load it with a tool made for it";

  private CsvLimit() {}

  /**
   * Returns how many cells a file may have.
   *
   * @param separator as written in the change; {@code \t} is a tab
   */
  static int cells(byte[] content, String separator) {
    char between =
        separator.isEmpty() ? ',' : separator.startsWith("\\t") ? '\t' : separator.charAt(0);
    int cells = 1;
    for (byte each : content) {
      if (each == '\n' || each == between) {
        cells++;
      }
    }
    return cells;
  }
}
