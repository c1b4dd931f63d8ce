package dev.schemamigration.database.tracking;

import dev.schemamigration.database.proof.Bound;
import dev.schemamigration.database.proof.TableProof;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.wire.Wire;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads the recorded state as of one moment, in one round trip. */
final class StateQuery {
  private static final List<String> WITHOUT_OWNER =
      List.of("databasechangelog", "revision_archive");
  private static final List<String> WITH_OWNER =
      List.of("databasechangelog", "revision_archive", "tracking_owner");

  private static final String KEY = ChangesetId.COLUMNS;

  private final TrackingSchema tables;
  private final TableProof proof;
  private final String sql;
  private final String sqlWithoutOwner;

  /**
   * Leaves as little work to the server as possible, because every inspection sends this query. It
   * is one statement because two would have different snapshots, and an inspection holds no lock.
   * Liquibase's table is one row, because a value in an array takes a fifth of the memory of a row.
   */
  StateQuery(TrackingSchema tables) {
    this.tables = tables;
    this.proof = tables.proof();
    this.sqlWithoutOwner =
        "SELECT 1, revision, state, path, sha256, message, attempt::text, applied_order,"
            + " irreversible, changesets, down_revisions, branch_labels, depends_on FROM "
            + tables.table("revision_archive")
            + " UNION ALL SELECT 2, NULL, NULL, NULL, NULL, NULL, NULL,"
            + " max(orderexecuted), NULL, array_agg("
            + KEY
            + "), array_agg(exectype || ' ' || "
            + KEY
            + ") FILTER (WHERE exectype IS DISTINCT FROM 'EXECUTED'), NULL, NULL FROM "
            + tables.table("databasechangelog");
    this.sql =
        sqlWithoutOwner
            + " UNION ALL SELECT 3, migrated_schema, target, installation, namespace, name,"
            + " uid, NULL, NULL, NULL, NULL, NULL, NULL FROM "
            + tables.table("tracking_owner");
  }

  /**
   * Reads the state.
   *
   * @param toWrite whether the tables will be written, which takes more of a proof
   */
  RecordedState read(Session session, boolean toWrite) throws SQLException {
    try {
      var state = read(session, WITH_OWNER, sql, toWrite);
      // Tables of an earlier version have no owner.
      return (state.isPresent() ? state : read(session, WITHOUT_OWNER, sqlWithoutOwner, toWrite))
          .orElse(RecordedState.NONE);
    } catch (SQLException e) {
      if (Bound.answerTooLarge(e)) {
        throw proof.oversized(session, "schema " + tables.name(), Wire.LARGEST_ANSWER);
      }
      throw e;
    }
  }

  /** Empty where a table is missing. */
  private Optional<RecordedState> read(
      Session session, List<String> needed, String query, boolean toWrite) throws SQLException {
    var rows = new StateRows(tables, session);
    var found =
        toWrite
            ? proof.queryToWrite(session, needed, query, rows::read)
            : proof.query(session, needed, query, rows::read);
    if (rows.incomplete()) {
      requireComplete(session);
    }
    return found ? Optional.of(rows.state()) : Optional.empty();
  }

  /** Names a row of Liquibase's table that lacks a value. */
  private void requireComplete(Session session) throws SQLException {
    var sql =
        "SELECT coalesce(orderexecuted::text, 'NULL') || ' that has no ' || CASE WHEN filename IS"
            + " NULL THEN 'filename' WHEN id IS NULL THEN 'id' WHEN author IS NULL THEN 'author'"
            + " ELSE 'exectype' END FROM "
            + tables.table("databasechangelog")
            + " WHERE filename IS NULL OR id IS NULL OR author IS NULL OR exectype IS NULL ORDER BY"
            + " orderexecuted LIMIT 1";
    proof.query(
        session,
        List.of("databasechangelog"),
        sql,
        row -> {
          throw proof.meaningless(
              session,
              tables.name() + ".databasechangelog",
              "has a row with orderexecuted " + row.getString(1));
        });
  }
}
