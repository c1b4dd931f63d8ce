package dev.schemamigration.database.tracking;

import java.util.Objects;

/**
 * What the journal says last of a statement outside a transaction.
 *
 * @param digest of its text, so that an edit is noticed
 * @param before what there was before it was sent, in words of whoever asks afterwards
 */
public record StatementRecord(JournalEvent event, String digest, String before) {
  public StatementRecord {
    Objects.requireNonNull(event);
    Objects.requireNonNull(digest);
    Objects.requireNonNull(before);
  }

  static StatementRecord of(JournalEvent event, String detail) {
    int blank = detail.indexOf(' ');
    return blank < 0
        ? new StatementRecord(event, detail, "")
        : new StatementRecord(event, detail.substring(0, blank), detail.substring(blank + 1));
  }
}
