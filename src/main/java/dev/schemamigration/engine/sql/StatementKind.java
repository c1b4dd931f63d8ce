package dev.schemamigration.engine.sql;

/**
 * What kind of statement stands in a changeset that runs outside a transaction, and how the
 * catalogue tells whether it took effect. Most statements can run in a transaction of their own
 * together with the journal line that says they are done, and then there is nothing to tell. Those
 * that Postgres refuses inside a transaction block are the ones listed here.
 */
public sealed interface StatementKind {
  /** Can share a transaction with its journal line. */
  record Transactional() implements StatementKind {}

  /** Builds an index, or rebuilds it; leaves an invalid one behind when it fails. */
  record CreateIndex(String name, String table) implements StatementKind {}

  /** Takes an index away. */
  record DropIndex(String name) implements StatementKind {}

  /** Rebuilds one index or those of a table; leaves invalid copies behind when it fails. */
  record Rebuild(String relation) implements StatementKind {}

  /** Doing it again does no harm. */
  record Repeatable() implements StatementKind {}

  /** Takes a partition off its parent. */
  record DetachPartition(String parent, String partition) implements StatementKind {}

  /** Manages its own transactions or a whole database; the catalogue cannot tell. */
  record Opaque() implements StatementKind {}

  /** What {@code statement} is. */
  static StatementKind of(ScriptStatement statement) {
    var kind = StatementPatterns.classify(statement.shape());
    return kind instanceof Opaque && StatementPatterns.endsNoTransaction(statement)
        ? new Transactional()
        : kind;
  }
}
