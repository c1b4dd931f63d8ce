package dev.schemamigration.database.tracking;

import dev.schemamigration.database.proof.Bound;
import dev.schemamigration.database.proof.FoundRow;
import dev.schemamigration.database.session.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Reads what the journal says about the statements of one attempt, in pages: together they may take
 * more than one answer has room for.
 */
final class JournalReads {
  /** Some hundred thousand statements. */
  private static final long LIMIT = 64L << 20;

  private static final int PAGE = 10_000;
  private static final int COLUMNS = 5;

  private final Session session;
  private final TrackingSchema tables;
  private final Map<String, NavigableMap<Integer, StatementRecord>> records = new LinkedHashMap<>();
  private long lastId = Long.MIN_VALUE;
  private int rowsOfPage;

  JournalReads(Session session, TrackingSchema tables) {
    this.session = session;
    this.tables = tables;
  }

  /** The last entry on each statement: by changeset, then by number. */
  Map<String, NavigableMap<Integer, StatementRecord>> statements(UUID attempt) throws SQLException {
    var rows =
        " FROM "
            + tables.table("revision_journal")
            + " WHERE attempt = ? AND changeset IS NOT NULL";
    try {
      session.query(
          Bound.statement(COLUMNS, "octet_length(changeset) + octet_length(detail)", rows, LIMIT),
          (statement, next) -> {
            statement.setObject(next, attempt);
            return next + 1;
          },
          row -> {});
      do {
        rowsOfPage = 0;
        page(rows, attempt);
      } while (rowsOfPage == PAGE);
    } catch (SQLException e) {
      if (Bound.exceeded(e) || Bound.answerTooLarge(e)) {
        throw tables.proof().oversized(session, tables.name() + ".revision_journal", LIMIT);
      }
      throw e;
    }
    return records;
  }

  private void page(String rows, UUID attempt) throws SQLException {
    session.query(
        "SELECT id, changeset, statement, event, detail"
            + rows
            + " AND id > ? ORDER BY id LIMIT "
            + PAGE,
        (statement, next) -> {
          statement.setObject(next, attempt);
          statement.setLong(next + 1, lastId);
          return next + 2;
        },
        this::read);
  }

  private void read(ResultSet result) throws SQLException {
    var row =
        new FoundRow(tables.proof(), session, result, tables.name() + ".revision_journal", "id", 1);
    rowsOfPage++;
    lastId = row.number(1, "id", Long.MIN_VALUE, Long.MAX_VALUE);
    records
        .computeIfAbsent(row.text(2, "changeset"), changeset -> new TreeMap<>())
        .put(
            (int) row.number(3, "statement", 0, Integer.MAX_VALUE),
            StatementRecord.of(
                row.constant(4, "event", JournalEvent.values()), row.text(5, "detail")));
  }
}
