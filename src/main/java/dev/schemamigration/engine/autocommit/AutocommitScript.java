package dev.schemamigration.engine.autocommit;

import dev.schemamigration.database.tracking.JournalEvent;
import dev.schemamigration.database.tracking.StatementRecord;
import dev.schemamigration.engine.autocommit.kind.AutocommitKind;
import dev.schemamigration.engine.autocommit.kind.Catalog;
import dev.schemamigration.engine.autocommit.kind.Effect;
import dev.schemamigration.engine.fault.AutocommitFault.EditedHalfway;
import dev.schemamigration.engine.fault.AutocommitFault.NotEffective;
import dev.schemamigration.engine.fault.AutocommitFault.Uncertain;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.sql.ExecutableStatement;
import dev.schemamigration.engine.statement.StatementPosition;
import java.sql.SQLException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;

/**
 * The statements that apply or roll back a changeset outside of a transaction, with their state in
 * the journal.
 *
 * @param attempt at applying or undoing the revision
 * @param key of the changeset
 * @param journal the last row of each statement that has one, by number
 */
public record AutocommitScript(
    UUID attempt,
    String key,
    List<Statement> statements,
    NavigableMap<Integer, StatementRecord> journal) {
  /**
   * One statement of the script.
   *
   * @param kind how its effect is found and recovered
   * @param digest of its text without the values of secrets, by which an edit is detected
   */
  public record Statement(
      ExecutableStatement executable,
      StatementPosition position,
      AutocommitKind kind,
      String digest) {
    int number() {
      return position.statement();
    }

    /**
     * Settles it after it was sent and its end was never recorded.
     *
     * @param before as journaled when it was sent
     * @throws EngineException when only a person can find out what became of it
     */
    Effect settle(Catalog catalog, String before) throws SQLException {
      return kind.settle(catalog, before)
          .orElseThrow(
              () ->
                  new EngineException(
                      new Uncertain(
                          position.revision(),
                          position.operation(),
                          position.changeset().displayName(),
                          number(),
                          executable.text())));
    }

    /**
     * Verifies in the catalog that it took effect after the server reported success.
     *
     * @throws EngineException when it did not
     */
    void verify(Catalog catalog) throws SQLException {
      var detail = kind.verify(catalog);
      if (detail.isPresent()) {
        throw new EngineException(
            new NotEffective(
                position.revision(), position.changeset().displayName(), number(), detail.get()));
      }
    }
  }

  public AutocommitScript {
    statements = List.copyOf(statements);
  }

  /** Whether any statement was sent and may have had an effect. */
  public boolean begun() {
    return journal.values().stream().anyMatch(AutocommitScript::mayHaveHadEffect);
  }

  boolean done(Statement statement) {
    return event(statement).equals(Optional.of(JournalEvent.STATEMENT_DONE));
  }

  /** Whether {@code statement} was sent and its end was never recorded. */
  boolean inFlight(Statement statement) {
    return event(statement).equals(Optional.of(JournalEvent.STATEMENT_BEGUN));
  }

  public boolean failed(Statement statement) {
    return event(statement).equals(Optional.of(JournalEvent.STATEMENT_FAILED));
  }

  /** Returns what existed before {@code statement} was sent, as journaled. */
  String before(Statement statement) {
    return row(statement).map(StatementRecord::before).orElse("");
  }

  /**
   * Requires that statements that may have had an effect are unchanged in the changelog.
   *
   * @throws EngineException naming the first that was edited
   */
  void requireUnedited() {
    for (var row : journal.entrySet()) {
      int number = row.getKey();
      if (mayHaveHadEffect(row.getValue())
          && (number > statements.size()
              || !statements.get(number - 1).digest().equals(row.getValue().digest()))) {
        var first = statements.stream().findFirst();
        throw new EngineException(
            new EditedHalfway(
                first.map(it -> it.position().revision()).orElse(""),
                first.map(it -> it.position().changeset().displayName()).orElse("changeset " + key),
                number));
      }
    }
  }

  private Optional<StatementRecord> row(Statement statement) {
    return Optional.ofNullable(journal.get(statement.number()));
  }

  private Optional<JournalEvent> event(Statement statement) {
    return row(statement).map(StatementRecord::event);
  }

  private static boolean mayHaveHadEffect(StatementRecord row) {
    return row.event() != JournalEvent.STATEMENT_FAILED;
  }
}
