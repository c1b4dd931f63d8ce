package dev.schemamigration.verify;

import dev.schemamigration.verify.catalog.Difference;
import dev.schemamigration.verify.rows.DataChange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that a check found.
 *
 * @param check which one
 * @param severity whether it makes the check fail
 * @param revision at which it shows; empty where it is of the whole directory
 * @param message a sentence, on one line
 * @param differences of the schema
 * @param data changes of rows
 */
public record Finding(
    Check check,
    Severity severity,
    Optional<String> revision,
    String message,
    List<Difference> differences,
    List<DataChange> data) {
  /** How much a finding counts. */
  public enum Severity {
    /** The directory does not do what the check asks for. */
    FAILURE,
    /** Whoever reviews the revision should know it. */
    NOTE
  }

  public Finding {
    Objects.requireNonNull(check);
    Objects.requireNonNull(severity);
    Objects.requireNonNull(revision);
    Objects.requireNonNull(message);
    differences = List.copyOf(differences);
    data = List.copyOf(data);
  }

  /** A failure that is told in its message. */
  static Finding failure(Check check, String revision, String message) {
    return of(check, Severity.FAILURE, revision, message);
  }

  /** A note that is told in its message. */
  static Finding note(Check check, String revision, String message) {
    return of(check, Severity.NOTE, revision, message);
  }

  private static Finding of(Check check, Severity severity, String revision, String message) {
    return new Finding(
        check,
        severity,
        Optional.of(revision).filter(it -> !it.isEmpty()),
        message,
        List.of(),
        List.of());
  }

  boolean isFailure() {
    return severity == Severity.FAILURE;
  }
}
