package dev.schemamigration.database.tracking;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of the journal.
 *
 * @param event what happened
 * @param run id of the run
 * @param attempt id of the application or downgrade of a revision
 * @param revision id of the revision
 * @param changeset key of the changeset, for statements
 * @param statement 1 for the first statement of the changeset, 0 for none
 * @param detail free text without secrets
 */
public record JournalEntry(
    JournalEvent event,
    UUID run,
    Optional<UUID> attempt,
    Optional<String> revision,
    Optional<String> changeset,
    int statement,
    String detail) {
  public JournalEntry {
    Objects.requireNonNull(event);
    Objects.requireNonNull(run);
    Objects.requireNonNull(attempt);
    Objects.requireNonNull(revision);
    Objects.requireNonNull(changeset);
    Objects.requireNonNull(detail);
  }

  /** An entry about a whole run. */
  public static JournalEntry ofRun(JournalEvent event, UUID run, String detail) {
    return new JournalEntry(
        event, run, Optional.empty(), Optional.empty(), Optional.empty(), 0, detail);
  }

  /** An entry about a revision. */
  public static JournalEntry ofRevision(
      JournalEvent event, UUID run, UUID attempt, String revision, String detail) {
    return new JournalEntry(
        event, run, Optional.of(attempt), Optional.of(revision), Optional.empty(), 0, detail);
  }

  /** An entry about a statement. */
  public static JournalEntry ofStatement(
      JournalEvent event,
      UUID run,
      UUID attempt,
      String revision,
      String changeset,
      int statement,
      String detail) {
    return new JournalEntry(
        event,
        run,
        Optional.of(attempt),
        Optional.of(revision),
        Optional.of(changeset),
        statement,
        detail);
  }
}
