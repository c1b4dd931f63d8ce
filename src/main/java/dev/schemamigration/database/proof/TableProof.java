package dev.schemamigration.database.proof;

import dev.schemamigration.database.proof.TamperedException.Tables;
import dev.schemamigration.database.session.OwnQuery;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.session.SqlQuoting;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Proves that tables of one schema, as far as they exist, run nothing that others have written.
 * Whoever could still change that between the proof and the use of a table is trusted.
 */
public final class TableProof {
  /** division_by_zero, which the condition raises on purpose. */
  private static final String FAILED = "22012";

  /** More than a hundred thousand migrations. */
  private static final long HISTORY_LIMIT = 32L << 20;

  private static final EnumSet<Flaw> FOR_WRITERS = EnumSet.range(Flaw.COLUMN_GRANT, Flaw.CHECK);

  private final String schema;
  private final List<String> names;
  private final Tables tables;
  private final Set<Flaw> flaws;

  private TableProof(String schema, List<String> names, Tables tables, Set<Flaw> flaws) {
    this.schema = schema;
    this.names = List.copyOf(names);
    this.tables = tables;
    this.flaws = flaws;
  }

  /** The proof of the tracking tables and their schema. */
  public static TableProof ofTracking(String schema, List<String> names) {
    return new TableProof(schema, names, Tables.TRACKING, EnumSet.allOf(Flaw.class));
  }

  /** The proof of tables that are read only; who may write what is in them does not matter. */
  public static TableProof ofHistory(String schema, List<String> names) {
    return new TableProof(schema, names, Tables.HISTORY, EnumSet.range(Flaw.KIND, Flaw.CALL));
  }

  /**
   * Sends a query about the tables together with its proof: where that fails, the server never sees
   * the query.
   *
   * @throws TamperedException when a table must not be used
   */
  public void query(Session session, String sql, OwnQuery.RowReader reader) throws SQLException {
    query(session, sql, reader, EnumSet.complementOf(FOR_WRITERS));
  }

  /** As {@link #query}, before the tables are written. */
  public void queryToWrite(Session session, String sql, OwnQuery.RowReader reader)
      throws SQLException {
    query(session, sql, reader, EnumSet.allOf(Flaw.class));
  }

  private void query(Session session, String sql, OwnQuery.RowReader reader, EnumSet<Flaw> relevant)
      throws SQLException {
    relevant.retainAll(flaws);
    try {
      session.query(condition(suspected(relevant)) + "; " + sql, reader);
    } catch (SQLException e) {
      if (!FAILED.equals(e.getSQLState())) {
        throw e;
      }
      require(session, relevant);
      // Only a suspicion: the flag of a trigger, say, outlives the trigger.
      session.query(condition(found(relevant)) + "; " + sql, reader);
    }
  }

  /**
   * As {@link #query}, of one table that its schema's owner must not replace between the proof and
   * the query: it is locked against that before.
   *
   * @param table qualified and quoted
   */
  public void queryLocked(Session session, String table, String sql, OwnQuery.RowReader reader)
      throws SQLException {
    try {
      session.query(
          String.join(
              "; ",
              "LOCK TABLE " + table + " IN ACCESS SHARE MODE",
              condition(found(flaws)),
              Bound.statement("octet_length(t::text)", "FROM " + table + " AS t", HISTORY_LIMIT),
              sql),
          reader);
    } catch (SQLException e) {
      if (Bound.exceeded(e)) {
        throw oversized(session, schema + "." + names.getFirst(), HISTORY_LIMIT);
      }
      if (FAILED.equals(e.getSQLState())) {
        require(session);
      }
      throw e;
    }
  }

  /**
   * Proves the tables in full.
   *
   * @throws TamperedException when a table must not be used
   */
  public void require(Session session) throws SQLException {
    require(session, flaws);
  }

  private void require(Session session, Set<Flaw> relevant) throws SQLException {
    var tamperings = new ArrayList<Tampering>();
    var columns = relevant.stream().map(Flaw::finding).collect(Collectors.joining(", "));
    session.query(
        "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), "
            + columns
            + " FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE "
            + tables()
            + " ORDER BY c.relname",
        row -> {
          int column = 2;
          for (var flaw : relevant) {
            var finding = row.getString(column++);
            if (finding != null) {
              tamperings.add(Tampering.running(row.getString(1), finding, flaw.remedy()));
            }
          }
        });
    if (tables == Tables.TRACKING) {
      session.query(
          "SELECT pg_catalog.format('%I', nspname), pg_get_userbyid(nspowner) FROM pg_namespace"
              + " WHERE "
              + foreignSchema(),
          row ->
              tamperings.addFirst(
                  Tampering.running(
                      "schema " + row.getString(1),
                      "belongs to role " + row.getString(2),
                      "drop it if that role must not be trusted; otherwise ALTER SCHEMA "
                          + row.getString(1).replace("%", "%%")
                          + " OWNER TO %1$s, or work as that role (%3$s)")));
    }
    if (!tamperings.isEmpty()) {
      requireUsage(session);
      throw exception(session, tamperings.getFirst());
    }
  }

  /**
   * The fault of a table that holds too much to be fetched.
   *
   * @param object the table as messages name it
   * @param limit in bytes
   */
  public TamperedException oversized(Session session, String object, long limit) {
    return exception(session, Tampering.oversized(object, limit));
  }

  private TamperedException exception(Session session, Tampering tampering) {
    return new TamperedException(tampering, tables, session.settings().shown().role());
  }

  /** A role that may not use the schema sees nothing of the tables, and is told just that. */
  private void requireUsage(Session session) throws SQLException {
    var table = SqlQuoting.identifier(schema) + "." + SqlQuoting.identifier(names.getFirst());
    session.query("SELECT to_regclass(" + SqlQuoting.literal(table) + ")", row -> {});
  }

  private static String suspected(Set<Flaw> relevant) {
    return relevant.stream().map(Flaw::suspicion).distinct().collect(Collectors.joining(" OR "));
  }

  private static String found(Set<Flaw> relevant) {
    return relevant.stream().map(Flaw::finding).collect(Collectors.joining(", ", "coalesce(", ")"))
        + " IS NOT NULL";
  }

  /** A query that fails where {@code flawed} is true of one of the tables. */
  private String condition(String flawed) {
    return "SELECT 1 / CASE WHEN EXISTS (SELECT FROM pg_class AS c WHERE "
        + tables()
        + " AND ("
        + flawed
        + "))"
        + (tables == Tables.TRACKING
            ? " OR EXISTS (SELECT FROM pg_namespace WHERE " + foreignSchema() + ")"
            : "")
        + " THEN 0 ELSE 1 END";
  }

  private String tables() {
    return "c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = "
        + SqlQuoting.literal(schema)
        + ") AND c.relname IN ("
        + names.stream().map(SqlQuoting::literal).collect(Collectors.joining(", "))
        + ")";
  }

  /** The owner of a schema may drop what others have in it, and create it anew. */
  private String foreignSchema() {
    return "nspname = "
        + SqlQuoting.literal(schema)
        + " AND NOT "
        // pg_database_owner stands for the owner of the database.
        + Trust.of(
            "CASE nspowner WHEN 6171 THEN (SELECT datdba FROM pg_database WHERE datname ="
                + " current_database()) ELSE nspowner END");
  }
}
