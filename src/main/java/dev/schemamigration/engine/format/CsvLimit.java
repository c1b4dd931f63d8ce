package dev.schemamigration.engine.format;

import java.util.Optional;

/** Counts the cells of a CSV file, of which Liquibase makes an object each before it sends any. */
final class CsvLimit {
  private CsvLimit() {}

  /**
   * What is wrong with the size of a file; empty when nothing is.
   *
   * @param separator as the change gives it; {@code \t} stands for a tab
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
