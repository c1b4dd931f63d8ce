package dev.schemamigration.database;

import dev.schemamigration.revision.Revision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads what is recorded, in one round trip. */
final class StateQuery {
  /** undefined_table, invalid_schema_name: the tracking tables are not there. */
  private static final Set<String> NOT_INSTALLED = Set.of("42P01", "3F000");

  private static final String KEY = "filename || '::' || id || '::' || author";

  private final String sql;

  StateQuery(TrackingSchema tables) {
    var archive = tables.table("revision_archive");
    var changelog = tables.table("databasechangelog");
    this.sql =
        "SELECT revision, state, attempt, path, sha256, irreversible, changesets,"
            + " (extract(epoch FROM applied_at) * 1000000)::bigint, applied_by, down_revisions,"
            + " branch_labels, depends_on, message FROM "
            + archive
            + " ORDER BY applied_order; "
            + "SELECT archived.key IS NULL, coalesce(archived.key, ran.key) FROM"
            + " (SELECT unnest(changesets) AS key, state FROM "
            + archive
            + ") archived FULL JOIN (SELECT "
            + KEY
            + " AS key FROM "
            + changelog
            + ") ran ON ran.key = archived.key"
            + " WHERE archived.key IS NULL OR (ran.key IS NULL AND archived.state = 'APPLIED')"
            + " ORDER BY 2; "
            + "SELECT max(orderexecuted), CASE WHEN exectype NOT IN ('EXECUTED', 'RERAN') THEN "
            + KEY
            + " END, min(exectype) FROM "
            + changelog
            + " GROUP BY 2";
  }

  /** Whether a query failed because there are no tracking tables. */
  static boolean notInstalled(SQLException e) {
    return e.getSQLState() != null && NOT_INSTALLED.contains(e.getSQLState());
  }

  RecordedState read(Session session) throws SQLException {
    try (var statement = session.connection().createStatement()) {
      statement.execute(sql);
      var revisions = revisions(statement.getResultSet());
      statement.getMoreResults();
      var strangers = new ArrayList<String>();
      var vanished = new ArrayList<String>();
      for (var rows = statement.getResultSet(); rows.next(); ) {
        (rows.getBoolean(1) ? strangers : vanished).add(rows.getString(2));
      }
      return withOrder(statement, revisions, strangers, vanished);
    } catch (SQLException e) {
      if (notInstalled(e)) {
        return RecordedState.NONE;
      }
      throw e;
    }
  }

  private static RecordedState withOrder(
      Statement statement,
      List<ArchivedRevision> revisions,
      List<String> strangers,
      List<String> vanished)
      throws SQLException {
    statement.getMoreResults();
    int lastOrder = 0;
    Map<String, String> leftOut = new HashMap<>();
    for (var rows = statement.getResultSet(); rows.next(); ) {
      lastOrder = Math.max(lastOrder, rows.getInt(1));
      if (rows.getString(2) != null) {
        leftOut.put(rows.getString(2), rows.getString(3));
      }
    }
    return new RecordedState(true, revisions, strangers, vanished, lastOrder, leftOut);
  }

  private static List<ArchivedRevision> revisions(ResultSet row) throws SQLException {
    var revisions = new ArrayList<ArchivedRevision>();
    while (row.next()) {
      var revision =
          new Revision(
              row.getString(1), texts(row, 10), texts(row, 11), texts(row, 12), row.getString(13));
      revisions.add(
          new ArchivedRevision(
              revision,
              RevisionState.valueOf(row.getString(2)),
              row.getObject(3, UUID.class),
              row.getString(4),
              row.getString(5),
              row.getBoolean(6),
              texts(row, 7),
              instant(row.getLong(8)),
              row.getString(9)));
    }
    return revisions;
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
  }

  /** Most arrays are empty, and the driver's way of reading one is long. */
  private static List<String> texts(ResultSet row, int column) throws SQLException {
    return "{}".equals(row.getString(column))
        ? List.of()
        : List.of((String[]) row.getArray(column).getArray());
  }
}
