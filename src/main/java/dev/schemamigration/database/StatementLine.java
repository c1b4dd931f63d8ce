package dev.schemamigration.database;

import java.util.Objects;

/**
 * What the journal says last of a statement outside a transaction.
 *
 * @param digest of its text, so that an edit is noticed
 * @param before what there was before it was sent, in words of whoever asks afterwards
 */
public record StatementLine(JournalEvent event, String digest, String before) {
  public StatementLine {
    Objects.requireNonNull(event);
    Objects.requireNonNull(digest);
    Objects.requireNonNull(before);
  }

  static StatementLine of(JournalEvent event, String detail) {
    int blank = detail.indexOf(' ');
    return blank < 0
        ? new StatementLine(event, detail, "")
        : new StatementLine(event, detail.substring(0, blank), detail.substring(blank + 1));
  }
}
