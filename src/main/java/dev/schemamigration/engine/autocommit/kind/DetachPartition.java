package dev.schemamigration.engine.autocommit.kind;

import static dev.schemamigration.engine.autocommit.kind.StatementPattern.NAME;

import dev.schemamigration.engine.sql.ScriptStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code ALTER TABLE … DETACH PARTITION … CONCURRENTLY}: leaves the detach pending when it fails in
 * the second of its two transactions.
 *
 * @param parent as written in SQL
 * @param partition as written in SQL
 */
record DetachPartition(String parent, String partition) implements AutocommitKind {
  private static final Pattern PATTERN =
      StatementPattern.of(
          "alter table (?:if exists )?" + NAME + " detach partition " + NAME + " concurrently");

  static Optional<DetachPartition> parse(ScriptStatement statement) {
    var match = PATTERN.matcher(statement.shape());
    return match.matches()
        ? Optional.of(new DetachPartition(match.group(1), match.group(2)))
        : Optional.empty();
  }

  @Override
  public Optional<String> refusedInTransaction() {
    return Optional.of("DETACH PARTITION CONCURRENTLY");
  }

  @Override
  public Optional<Effect> settle(Catalog catalog, String before) throws SQLException {
    return Optional.of(detached(catalog) ? Effect.TAKEN : Effect.NONE);
  }

  private boolean detached(Catalog catalog) throws SQLException {
    var pending = catalog.detachPending(parent, partition);
    if (pending.isPresent() && pending.get()) {
      catalog.finalizeDetach(parent, partition);
      return true;
    }
    return pending.isEmpty();
  }

  @Override
  public boolean untouched(Catalog catalog) throws SQLException {
    return catalog.detachPending(parent, partition).equals(Optional.of(false));
  }

  @Override
  public boolean needless(Catalog catalog) throws SQLException {
    return detached(catalog);
  }

  @Override
  public boolean completedByFailure(Catalog catalog) throws SQLException {
    return detached(catalog);
  }
}
