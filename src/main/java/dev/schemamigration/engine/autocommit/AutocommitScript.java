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
import dev.schemamigration.engine.statement.StatementSender.Place;
import java.sql.SQLException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;

/**
 * The statements of a changeset that runs outside of a transaction, and how far they got.
 *
 * @param attempt of the revision they belong to
 * @param key of the changeset
 * @param journal the last line on each statement that has one, by number
 */
public record AutocommitScript(
    UUID attempt,
    String key,
    List<Statement> statements,
    NavigableMap<Integer, StatementRecord> journal) {
  /**
   * One of the statements.
   *
   * @param kind how its effect is found and recovered
   * @param digest of its text without the values of secrets, so that an edit is noticed
   */
  public record Statement(
      ExecutableStatement executable, Place place, AutocommitKind kind, String digest) {
    int number() {
      return place.statement();
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
                          place.revision(),
                          place.operation(),
                          place.changeset().called(),
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
            new NotEffective(place.revision(), place.changeset().called(), number(), detail.get()));
      }
    }
  }

  public AutocommitScript {
    statements = List.copyOf(statements);
  }

  /** Whether any statement of it was sent and may have had an effect. */
  public boolean begun() {
    return journal.values().stream().anyMatch(AutocommitScript::mayHaveHadEffect);
  }

  boolean done(Statement statement) {
    return event(statement).equals(Optional.of(JournalEvent.STATEMENT_DONE));
  }

  /** Whether it was sent and its end is not known. */
  boolean inFlight(Statement statement) {
    return event(statement).equals(Optional.of(JournalEvent.STATEMENT_BEGUN));
  }

  public boolean failed(Statement statement) {
    return event(statement).equals(Optional.of(JournalEvent.STATEMENT_FAILED));
  }

  /** What there was before it was sent. */
  String before(Statement statement) {
    return line(statement).map(StatementRecord::before).orElse("");
  }

  /**
   * Refuses a changelog of which a part that may have had effect is no longer what it was.
   *
   * @throws EngineException naming the first such statement
   */
  void requireUnedited() {
    for (var line : journal.entrySet()) {
      int number = line.getKey();
      if (mayHaveHadEffect(line.getValue())
          && (number > statements.size()
              || !statements.get(number - 1).digest().equals(line.getValue().digest()))) {
        var place =
            statements.isEmpty() ? Optional.<Statement>empty() : Optional.of(statements.get(0));
        throw new EngineException(
            new EditedHalfway(
                place.map(it -> it.place().revision()).orElse(""),
                place.map(it -> it.place().changeset().called()).orElse("changeset " + key),
                number));
      }
    }
  }

  private Optional<StatementRecord> line(Statement statement) {
    return Optional.ofNullable(journal.get(statement.number()));
  }

  private Optional<JournalEvent> event(Statement statement) {
    return line(statement).map(StatementRecord::event);
  }

  private static boolean mayHaveHadEffect(StatementRecord line) {
    return line.event() != JournalEvent.STATEMENT_FAILED;
  }
}
