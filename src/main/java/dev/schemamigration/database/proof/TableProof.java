package dev.schemamigration.database.proof;

import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.database.proof.TamperedException.Tables;
import dev.schemamigration.database.session.OwnQuery;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.session.SqlQuoting;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Proves that tables of one schema, as far as they exist, run nothing that others have written.
 * Whoever could still change that between the proof and the use of a table is trusted.
 */
public final class TableProof {
  /** division_by_zero, which the condition raises on purpose. */
  private static final String FAILED = "22012";

  /** invalid_argument_for_logarithm, which is raised on purpose where a table is missing. */
  private static final String MISSING = "2201E";

  /**
   * undefined_column, datatype_mismatch, undefined_function, ambiguous_function, cannot_coerce: the
   * columns are not those that a table of this name has.
   */
  private static final Set<String> OTHER_COLUMNS =
      Set.of("42703", "42804", "42883", "42725", "42846");

  /** What the largest answer has room for; about a hundred thousand migrations. */
  private static final long HISTORY_LIMIT = 31L << 20;

  /** The most that are read of a row of another tool. */
  private static final int HISTORY_COLUMNS = 6;

  private final String schema;
  private final List<String> names;
  private final Tables tables;
  private final Set<Flaw> flaws;
  private final boolean withSchema;
  private final ProofSql statements;

  private TableProof(
      String schema, List<String> names, Tables tables, Set<Flaw> flaws, boolean withSchema) {
    this.schema = schema;
    this.names = List.copyOf(names);
    this.tables = tables;
    this.flaws = flaws;
    this.withSchema = withSchema;
    this.statements = new ProofSql(schema, this.names, withSchema);
  }

  /** The proof of the tracking tables and their schema. */
  public static TableProof ofTracking(String schema, List<String> names) {
    return new TableProof(schema, names, Tables.TRACKING, ProofSql.TO_WRITE, true);
  }

  /** The proof of tables that are read only; who may write what is in them does not matter. */
  public static TableProof ofHistory(String schema, List<String> names) {
    return new TableProof(schema, names, Tables.HISTORY, ProofSql.OF_HISTORY, false);
  }

  /**
   * The proof of a tracking table for a role that only reads it, while it is locked: its owner need
   * not be trusted, who can change nothing about it meanwhile.
   */
  public static TableProof ofReader(String schema, String table) {
    return new TableProof(schema, List.of(table), Tables.TRACKING, ProofSql.OF_READER, false);
  }

  /**
   * Sends a query about tracking tables together with their proof: where that fails, the server
   * never sees the query. Nor does it where a table is missing, which somebody else could create
   * between the two.
   *
   * @param needed the tables of the query
   * @return whether all of them are there
   * @throws TamperedException when a table must not be used
   */
  public boolean query(Session session, List<String> needed, String sql, OwnQuery.RowReader reader)
      throws SQLException {
    return query(session, needed, sql, reader, ProofSql.TO_READ);
  }

  /** As {@link #query}, before the tables are written. */
  public boolean queryToWrite(
      Session session, List<String> needed, String sql, OwnQuery.RowReader reader)
      throws SQLException {
    return query(session, needed, sql, reader, ProofSql.TO_WRITE);
  }

  private boolean query(
      Session session,
      List<String> needed,
      String sql,
      OwnQuery.RowReader reader,
      Set<Flaw> relevant)
      throws SQLException {
    try {
      session.query(statements.suspicion(relevant, needed) + "; " + sql, reader);
    } catch (SQLException e) {
      if (MISSING.equals(e.getSQLState())) {
        return false;
      }
      if (!FAILED.equals(e.getSQLState())) {
        throw otherColumns(session, "a table in schema " + schema, e).orElseThrow(() -> e);
      }
      return queryProven(session, needed, sql, reader, relevant);
    }
    return true;
  }

  /** Only a suspicion may have failed: the flag of a trigger, say, outlives the trigger. */
  private boolean queryProven(
      Session session,
      List<String> needed,
      String sql,
      OwnQuery.RowReader reader,
      Set<Flaw> relevant)
      throws SQLException {
    require(session, relevant);
    try {
      session.query(statements.condition(relevant, needed) + "; " + sql, reader);
      return true;
    } catch (SQLException e) {
      if (MISSING.equals(e.getSQLState())) {
        return false;
      }
      throw otherColumns(session, "a table in schema " + schema, e).orElseThrow(() -> e);
    }
  }

  /**
   * As {@link #query}, of one table that its schema's owner must not replace between the proof and
   * the query: it is locked against that before.
   *
   * @param table qualified and quoted
   * @param size SQL of the bytes that are read of one row {@code t}
   */
  public void queryLocked(
      Session session, String table, String size, String sql, OwnQuery.RowReader reader)
      throws SQLException {
    try {
      session.query(
          String.join(
              "; ",
              "LOCK TABLE " + table + " IN ACCESS SHARE MODE",
              statements.condition(flaws, List.of()),
              Bound.statement(HISTORY_COLUMNS, size, "FROM " + table + " AS t", HISTORY_LIMIT),
              sql),
          reader);
    } catch (SQLException e) {
      if (Bound.exceeded(e) || Bound.answerTooLarge(e)) {
        throw oversized(session, schema + "." + names.getFirst(), HISTORY_LIMIT);
      }
      if (FAILED.equals(e.getSQLState())) {
        require(session);
      }
      throw otherColumns(session, schema + "." + names.getFirst(), e).orElseThrow(() -> e);
    }
  }

  private Optional<TamperedException> otherColumns(
      Session session, String object, SQLException failure) {
    return Optional.ofNullable(failure.getSQLState())
        .filter(OTHER_COLUMNS::contains)
        .map(
            state ->
                meaningless(
                    session,
                    object,
                    "has other columns than a table of that name ("
                        + SqlFaults.classify(failure).message()
                        + ")"));
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
    session.query(
        statements.findings(relevant),
        row -> {
          int column = 2;
          for (var flaw : relevant) {
            var finding = row.getString(column++);
            if (finding != null) {
              tamperings.add(Tampering.running(row.getString(1), finding, flaw.remedy()));
            }
          }
        });
    if (withSchema) {
      session.query(
          statements.foreignSchema(),
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

  /**
   * The fault of a table or row that means nothing.
   *
   * @param object the table or row as messages name it
   * @param finding what is wrong with it, as a predicate
   */
  public TamperedException meaningless(Session session, String object, String finding) {
    return exception(session, Tampering.meaningless(object, finding));
  }

  private TamperedException exception(Session session, Tampering tampering) {
    return new TamperedException(tampering, tables, session.settings().shown().role());
  }

  /** A role that may not use the schema sees nothing of the tables, and is told just that. */
  private void requireUsage(Session session) throws SQLException {
    var table = SqlQuoting.identifier(schema) + "." + SqlQuoting.identifier(names.getFirst());
    session.query("SELECT to_regclass(" + SqlQuoting.literal(table) + ")", row -> {});
  }
}
