package dev.schemamigration.engine.autocommit.kind;

import static dev.schemamigration.engine.autocommit.kind.StatementPattern.NAME;

import dev.schemamigration.engine.sql.ScriptStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code REINDEX CONCURRENTLY} of one index or of those of a table: leaves invalid copies behind
 * when it fails.
 *
 * @param relation as written in SQL
 */
record ReindexRelation(String relation) implements AutocommitKind {
  private static final Pattern PATTERN =
      StatementPattern.of(
          "reindex ?(?:\\([^)]*\\) ?)?(?:index|table) concurrently "
              + NAME
              + "|reindex ?\\([^)]*\\bconcurrently\\b[^)]*\\) ?(?:index|table) "
              + NAME);

  static Optional<ReindexRelation> parse(ScriptStatement statement) {
    var match = PATTERN.matcher(statement.shape());
    return match.matches()
        ? Optional.of(new ReindexRelation(match.group(1) == null ? match.group(2) : match.group(1)))
        : Optional.empty();
  }

  @Override
  public Optional<String> refusedInTransaction() {
    return Optional.of("REINDEX CONCURRENTLY");
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public Optional<Effect> settle(Catalog catalog, String before) throws SQLException {
    clear(catalog, true);
    return Optional.of(Effect.REPEATABLE);
  }

  /** Keeps invalid copies before the first attempt, because they are not its own. */
  @Override
  public void clear(Catalog catalog, boolean again) throws SQLException {
    if (again) {
      for (var copy : catalog.invalidCopies(relation)) {
        catalog.drop(copy);
      }
    }
  }
}
