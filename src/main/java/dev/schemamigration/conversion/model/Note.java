package dev.schemamigration.conversion.model;

import java.util.Objects;

/**
 * What became of a file.
 *
 * @param path of the file
 * @param outcome what became of it
 * @param detail in one sentence
 */
public record Note(String path, Outcome outcome, String detail) {
  /** What can become of a file. */
  public enum Outcome {
    /** It is part of a revision. */
    CONVERTED,
    /** It is part of a revision, and something of it is different. */
    CHANGED,
    /** It is none of the migrations. */
    PASSED_OVER,
    /** It is a migration and could not be converted. */
    FAILED
  }

  /** A file that is none of the migrations, by its name. */
  public static Note noMigration(ToolFile file) {
    return new Note(file.path(), Outcome.PASSED_OVER, "its name is that of no migration");
  }

  /** A migration that is no SQL. */
  public static Note program(ToolFile file) {
    return new Note(
        file.path(),
        Outcome.FAILED,
        "it is a program; write what it does in SQL, as a revision in its place");
  }

  public Note {
    Objects.requireNonNull(path);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(detail);
  }
}
