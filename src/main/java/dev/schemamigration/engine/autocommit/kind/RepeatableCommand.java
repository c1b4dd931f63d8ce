package dev.schemamigration.engine.autocommit.kind;

import dev.schemamigration.engine.sql.ScriptStatement;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code VACUUM}, {@code CLUSTER} and {@code REINDEX} of more than one relation: executing them
 * again does no harm.
 *
 * @param command its name in messages
 */
record RepeatableCommand(String command) implements AutocommitKind {
  private static final Pattern PATTERN =
      StatementPattern.of(
          "vacuum\\b.*|reindex\\b.*\\bconcurrently\\b.*|reindex ?(?:\\([^)]*\\)"
              + " ?)?(?:database|system|schema)\\b.*|cluster ?(?:\\([^)]*\\) ?)?(?:verbose)?");

  static Optional<RepeatableCommand> parse(ScriptStatement statement) {
    return PATTERN.matcher(statement.shape()).matches()
            && ReindexRelation.parse(statement).isEmpty()
        ? Optional.of(new RepeatableCommand(command(statement.shape().toUpperCase(Locale.ROOT))))
        : Optional.empty();
  }

  private static String command(String shape) {
    if (shape.startsWith("REINDEX")) {
      return shape.contains("CONCURRENTLY") ? "REINDEX CONCURRENTLY" : "REINDEX";
    }
    return shape.startsWith("VACUUM") ? "VACUUM" : "CLUSTER";
  }

  @Override
  public Optional<String> refusedInTransaction() {
    return Optional.of(command);
  }

  @Override
  public Optional<Effect> settle(Catalog catalog, String before) {
    return Optional.of(Effect.REPEATABLE);
  }
}
