package dev.schemamigration.engine.autocommit.kind;

import static dev.schemamigration.engine.autocommit.kind.StatementPattern.NAME;

import dev.schemamigration.engine.sql.ScriptStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code DROP INDEX CONCURRENTLY}: leaves the index behind as invalid when it fails.
 *
 * @param name as written in SQL
 */
record DropIndex(String name) implements AutocommitKind {
  private static final Pattern PATTERN =
      StatementPattern.of(
          "drop index concurrently (?:if exists )?" + NAME + "(?: cascade| restrict)?");

  static Optional<DropIndex> parse(ScriptStatement statement) {
    var match = PATTERN.matcher(statement.shape());
    return match.matches() ? Optional.of(new DropIndex(match.group(1))) : Optional.empty();
  }

  @Override
  public Optional<String> refusedInTransaction() {
    return Optional.of("DROP INDEX CONCURRENTLY");
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public Optional<Effect> settle(Catalog catalog, String before) throws SQLException {
    var index = catalog.index(name);
    if (index.isPresent() && index.get().valid()) {
      return Optional.of(Effect.NONE);
    }
    if (index.isPresent()) {
      catalog.drop(index.get());
    }
    return Optional.of(Effect.TAKEN);
  }

  @Override
  public boolean untouched(Catalog catalog) throws SQLException {
    return catalog.index(name).filter(Catalog.Index::valid).isPresent();
  }

  @Override
  public boolean needless(Catalog catalog) throws SQLException {
    return catalog.index(name).isEmpty();
  }
}
