package dev.schemamigration.engine.autocommit.kind;

import dev.schemamigration.engine.sql.ScriptStatement;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A procedure, an anonymous block or a command on a subscription: Postgres allows it in a
 * transaction block, and outside of one it can commit transactions of its own.
 */
record OwnTransactions() implements AutocommitKind {
  private static final Pattern PATTERN =
      StatementPattern.of("(?:call|do|(?:create|drop|alter) subscription)\\b.*");

  private static final Pattern BLOCK = StatementPattern.of("do\\b.*");

  /** Without one of these words, a block cannot end the transaction that it is executed in. */
  private static final Pattern ENDS_TRANSACTION =
      StatementPattern.of(".*\\b(?:commit|rollback|call)\\b.*");

  static Optional<OwnTransactions> parse(ScriptStatement statement) {
    return PATTERN.matcher(statement.shape()).matches() && !endsNoTransaction(statement)
        ? Optional.of(new OwnTransactions())
        : Optional.empty();
  }

  private static boolean endsNoTransaction(ScriptStatement statement) {
    return BLOCK.matcher(statement.shape()).matches()
        && !ENDS_TRANSACTION.matcher(statement.text()).matches();
  }

  @Override
  public Optional<String> refusedInTransaction() {
    return Optional.empty();
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
