package dev.schemamigration.engine.autocommit.kind;

import dev.schemamigration.engine.sql.ExecutableStatement;
import dev.schemamigration.engine.sql.ScriptStatement;
import java.util.List;
import java.util.Optional;

/** Recognizes the kind of a statement. Pure. */
public final class AutocommitKinds {
  /** The kinds beside {@link Transactional}, one line each; no two of them match one statement. */
  static final List<Parser> PARSERS =
      List.of(
          CreateIndex::parse,
          DropIndex::parse,
          DetachPartition::parse,
          ReindexRelation::parse,
          RepeatableCommand::parse,
          DatabaseCommand::parse,
          OwnTransactions::parse);

  private AutocommitKinds() {}

  /** Recognizes one kind. */
  interface Parser {
    Optional<? extends AutocommitKind> parse(ScriptStatement statement);
  }

  /** Returns the kind of {@code statement}; Liquibase binds values to ordinary statements only. */
  public static AutocommitKind of(ExecutableStatement statement) {
    return switch (statement) {
      case ExecutableStatement.Sql sql -> of(sql.statement());
      case ExecutableStatement.Prepared prepared -> new Transactional();
    };
  }

  /** Returns the kind of {@code statement}; what matches no other kind is transactional. */
  public static AutocommitKind of(ScriptStatement statement) {
    for (var parser : PARSERS) {
      var kind = parser.parse(statement);
      if (kind.isPresent()) {
        return kind.get();
      }
    }
    return new Transactional();
  }
}
