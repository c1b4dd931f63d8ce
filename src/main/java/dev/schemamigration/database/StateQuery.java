package dev.schemamigration.database;

import dev.schemamigration.revision.Revision;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Reads what is recorded, in one round trip. */
final class StateQuery {
  /** undefined_table, invalid_schema_name: the tracking tables are not there. */
  static final Set<String> NOT_INSTALLED = Set.of("42P01", "3F000");

  private final String sql;

  StateQuery(TrackingSchema tables) {
    var archive = tables.table("revision_archive");
    var changelog = tables.table("databasechangelog");
    this.sql =
        "SELECT revision, state, attempt, path, sha256, irreversible, changesets, applied_at,"
            + " applied_by, down_revisions, branch_labels, depends_on, message FROM "
            + archive
            + " ORDER BY applied_order; "
            + "SELECT archived.key IS NULL, coalesce(archived.key, ran.key) FROM"
            + " (SELECT unnest(changesets) AS key, state FROM "
            + archive
            + ") archived FULL JOIN (SELECT filename || '::' || id || '::' || author AS key FROM "
            + changelog
            + ") ran ON ran.key = archived.key"
            + " WHERE archived.key IS NULL OR (ran.key IS NULL AND archived.state = 'APPLIED')"
            + " ORDER BY 2; "
            + "SELECT coalesce(max(orderexecuted), 0) FROM "
            + changelog;
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
      return new RecordedState(true, revisions, strangers, vanished, lastOrder(statement));
    } catch (SQLException e) {
      if (e.getSQLState() != null && NOT_INSTALLED.contains(e.getSQLState())) {
        return RecordedState.NONE;
      }
      throw e;
    }
  }

  private static int lastOrder(Statement statement) throws SQLException {
    statement.getMoreResults();
    var row = statement.getResultSet();
    row.next();
    return row.getInt(1);
  }

  private static List<ArchivedRevision> revisions(ResultSet row) throws SQLException {
    var revisions = new ArrayList<ArchivedRevision>();
    while (row.next()) {
      var revision =
          new Revision(
              row.getString("revision"),
              texts(row.getArray("down_revisions")),
              texts(row.getArray("branch_labels")),
              texts(row.getArray("depends_on")),
              row.getString("message"));
      revisions.add(
          new ArchivedRevision(
              revision,
              RevisionState.valueOf(row.getString("state")),
              row.getObject("attempt", UUID.class),
              row.getString("path"),
              row.getString("sha256"),
              row.getBoolean("irreversible"),
              texts(row.getArray("changesets")),
              row.getTimestamp("applied_at").toInstant(),
              row.getString("applied_by")));
    }
    return revisions;
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
