package dev.schemamigration.engine.autocommit.kind;

import dev.schemamigration.engine.sql.ScriptStatement;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A command about a whole database or server, as {@code CREATE DATABASE} and {@code ALTER SYSTEM}:
 * the catalog does not show whether it took effect.
 *
 * @param command its name in messages
 */
record DatabaseCommand(String command) implements AutocommitKind {
  private static final Pattern PATTERN =
      StatementPattern.of(
          "((?:create|drop) (?:database|tablespace)|alter system)\\b.*"
              + "|alter database\\b.* set tablespace\\b.*");

  static Optional<DatabaseCommand> parse(ScriptStatement statement) {
    var match = PATTERN.matcher(statement.shape());
    if (!match.matches()) {
      return Optional.empty();
    }
    var command = Optional.ofNullable(match.group(1)).orElse("ALTER DATABASE SET TABLESPACE");
    return Optional.of(new DatabaseCommand(command.toUpperCase(Locale.ROOT)));
  }

  @Override
  public Optional<String> refusedInTransaction() {
    return Optional.of(command);
  }

  @Override
  public boolean mayCommitInPart() {
    return true;
  }

  @Override
  public Optional<Effect> settle(Catalog catalog, String before) {
    return Optional.empty();
  }
}
