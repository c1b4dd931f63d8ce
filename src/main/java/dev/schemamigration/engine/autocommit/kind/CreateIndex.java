package dev.schemamigration.engine.autocommit.kind;

import static dev.schemamigration.engine.autocommit.kind.StatementPattern.NAME;

import dev.schemamigration.engine.fault.Refusal;
import dev.schemamigration.engine.sql.ScriptStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code CREATE INDEX CONCURRENTLY}: leaves an invalid index behind when it fails.
 *
 * @param name as written in SQL; empty when the server is to choose one
 * @param table as written in SQL
 */
record CreateIndex(boolean unique, String name, String table) implements AutocommitKind {
  private static final Pattern PATTERN =
      StatementPattern.of(
          "create (unique )?index concurrently (?:if not exists )?"
              + "(?:(?!on )"
              + NAME
              + " )?on (?:only )?"
              + NAME
              + ".*");

  static Optional<CreateIndex> parse(ScriptStatement statement) {
    var match = PATTERN.matcher(statement.shape());
    return match.matches()
        ? Optional.of(
            new CreateIndex(
                match.group(1) != null,
                Optional.ofNullable(match.group(2)).orElse(""),
                match.group(3)))
        : Optional.empty();
  }

  @Override
  public Optional<String> refusedInTransaction() {
    return Optional.of("CREATE " + (unique ? "UNIQUE " : "") + "INDEX CONCURRENTLY");
  }

  @Override
  public Optional<Refusal> unrecoverable() {
    return name.isEmpty()
        ? Optional.of(
            new Refusal(
                "CREATE INDEX CONCURRENTLY without a name",
                "give the index a name, so that it can be found after a crash"))
        : Optional.empty();
  }

  @Override
  public boolean waits() {
    return true;
  }

  /** Its rollback drops the index, which is omitted while there is none. */
  @Override
  public boolean neededByRollback() {
    return false;
  }

  @Override
  public String before(Catalog catalog) throws SQLException {
    return catalog.index(name, table).map(it -> "" + it.oid()).orElse("");
  }

  @Override
  public Optional<Effect> settle(Catalog catalog, String before) throws SQLException {
    return Optional.of(created(catalog, before) ? Effect.TAKEN : Effect.NONE);
  }

  private boolean created(Catalog catalog, String before) throws SQLException {
    var index = catalog.index(name, table);
    if (index.isPresent() && index.get().valid() && !before.equals("" + index.get().oid())) {
      return true;
    }
    clear(catalog, true);
    return false;
  }

  @Override
  public void clear(Catalog catalog, boolean again) throws SQLException {
    var index = catalog.index(name, table);
    if (index.isPresent() && !index.get().valid()) {
      catalog.drop(index.get());
    }
  }

  @Override
  public boolean needless(Catalog catalog) throws SQLException {
    return created(catalog, "");
  }

  @Override
  public Optional<String> verify(Catalog catalog) throws SQLException {
    var index = catalog.index(name, table);
    return index.isPresent() && index.get().valid()
        ? Optional.empty()
        : Optional.of(
            "index " + name + (index.isEmpty() ? " is not there" : " is there and not valid"));
  }

  @Override
  public Optional<String> effect() {
    return Optional.of(Catalog.validIndex(name, table));
  }
}
