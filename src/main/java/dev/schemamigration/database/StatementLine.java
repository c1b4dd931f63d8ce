package dev.schemamigration.database;

import java.util.Objects;

/**
 * What the journal says last of a statement outside a transaction.
 *
 * @param digest of its text, so that an edit is noticed
 */
public record StatementLine(JournalEvent event, String digest) {
  public StatementLine {
    Objects.requireNonNull(event);
    Objects.requireNonNull(digest);
  }
}
