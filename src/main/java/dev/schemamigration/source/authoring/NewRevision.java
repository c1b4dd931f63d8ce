package dev.schemamigration.source.authoring;

import dev.schemamigration.revision.Revision;
import java.time.Instant;

/**
 * A revision to be written into a file.
 *
 * @param revision its node in the graph, with every parent as an id
 * @param upgradeSql applies it; empty for a skeleton to be completed by hand, or a merge
 * @param rollbackSql undoes it; empty with an empty upgrade
 * @param inTransaction whether its statements run in one transaction
 */
public record NewRevision(
    Revision revision,
    Instant createDate,
    String upgradeSql,
    String rollbackSql,
    boolean inTransaction) {
  /** The message of a revision whose author gives none, as Alembic has it. */
  static final String NO_MESSAGE = "empty message";

  /** A revision in one transaction. */
  public NewRevision(Revision revision, Instant createDate, String upgradeSql, String rollbackSql) {
    this(revision, createDate, upgradeSql, rollbackSql, true);
  }

  /** A revision without any statement yet. */
  public static NewRevision empty(Revision revision, Instant createDate) {
    return new NewRevision(revision, createDate, "", "");
  }

  boolean isMerge() {
    return revision.downRevisions().size() > 1;
  }
}
