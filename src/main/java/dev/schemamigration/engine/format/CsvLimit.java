package dev.schemamigration.engine.format;

import java.util.Optional;

/** Limits the cells of a CSV file, for each of which Liquibase creates an object before sending. */
final class CsvLimit {
  private CsvLimit() {}

  /**
   * Returns why a file is too large; empty when it is not.
   *
   * @param separator as written in the change; {@code \t} is a tab
   */
  static Optional<String> fault(byte[] content, String separator) {
    char between =
        separator.isEmpty() ? ',' : separator.startsWith("\\t") ? '\t' : separator.charAt(0);
    int cells = 1;
    for (byte each : content) {
      if (each == '\n' || each == between) {
        cells++;
      }
    }
    return cells > ChangelogLimits.CELLS
        ? Optional.of(
            "has more than "
                + ChangelogLimits.CELLS
                + " cells; split it, or load it with a tool made for it")
        : Optional.empty();
  }
}
