package dev.schemamigration.engine;

import dev.schemamigration.database.JournalEvent;
import dev.schemamigration.database.StatementLine;
import dev.schemamigration.engine.LoneFault.EditedHalfway;
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
record LoneScript(
    UUID attempt, String key, List<Lone> statements, NavigableMap<Integer, StatementLine> journal) {
  LoneScript {
    statements = List.copyOf(statements);
  }

  /** Whether any statement of it was sent and may have had an effect. */
  boolean begun() {
    return journal.values().stream().anyMatch(LoneScript::mayHaveHadEffect);
  }

  boolean done(Lone statement) {
    return event(statement).equals(Optional.of(JournalEvent.STATEMENT_DONE));
  }

  /** Whether it was sent and its end is not known. */
  boolean inFlight(Lone statement) {
    return event(statement).equals(Optional.of(JournalEvent.STATEMENT_BEGUN));
  }

  boolean failed(Lone statement) {
    return event(statement).equals(Optional.of(JournalEvent.STATEMENT_FAILED));
  }

  /** What there was before it was sent. */
  String before(Lone statement) {
    return line(statement).map(StatementLine::before).orElse("");
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
        var place = statements.isEmpty() ? Optional.<Lone>empty() : Optional.of(statements.get(0));
        throw new EngineException(
            new EditedHalfway(
                place.map(it -> it.place().revision()).orElse(""),
                place.map(it -> it.place().changeset().called()).orElse("changeset " + key),
                number));
      }
    }
  }

  private Optional<StatementLine> line(Lone statement) {
    return Optional.ofNullable(journal.get(statement.number()));
  }

  private Optional<JournalEvent> event(Lone statement) {
    return line(statement).map(StatementLine::event);
  }

  private static boolean mayHaveHadEffect(StatementLine line) {
    return line.event() != JournalEvent.STATEMENT_FAILED;
  }
}
