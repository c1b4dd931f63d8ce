package dev.schemamigration.engine.autocommit.kind;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.session.SqlQuoting;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The system catalog as one session sees it: queries what statements outside of a transaction have
 * left behind, and completes or removes that.
 *
 * <p>Its queries run under the search_path of the migrations, which is that of the names they look
 * up. So whatever they name is qualified, and every operator fits its operands exactly, where those
 * of {@code pg_catalog} come first.
 */
public final class Catalog {
  private final Session session;

  public Catalog(Session session) {
    this.session = session;
  }

  /** An index as the catalog has it. */
  record Index(long oid, String qualifiedName, boolean valid) {}

  /**
   * Returns the index {@code name} on {@code table}, both as written in SQL. As the server does
   * with a name that is too long, the cast to {@code name} truncates it at 63 bytes between two
   * characters; {@code to_regclass} does so itself.
   */
  Optional<Index> index(String name, String table) throws SQLException {
    var sql =
        """
        SELECT c.oid::bigint, c.oid::regclass::text, i.indisvalid AND i.indisready AND i.indislive
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid = pg_catalog.to_regclass(?::text)::oid
          AND c.relname = (pg_catalog.parse_ident(?::text))[
            pg_catalog.array_upper(pg_catalog.parse_ident(?::text), 1)]::pg_catalog.name
        """;
    return indexes(sql, table, name, name).stream().findFirst();
  }

  /** Returns the SQL condition that {@link #index(String, String)} finds a valid index. */
  static String validIndex(String name, String table) {
    var text = SqlQuoting.literal(name) + "::text";
    return "EXISTS (SELECT FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid ="
        + " i.indexrelid WHERE i.indrelid = pg_catalog.to_regclass("
        + SqlQuoting.literal(table)
        + "::text)::oid AND c.relname = (pg_catalog.parse_ident("
        + text
        + "))[pg_catalog.array_upper(pg_catalog.parse_ident("
        + text
        + "), 1)]::pg_catalog.name AND i.indisvalid AND i.indisready AND i.indislive)";
  }

  /** Returns the index {@code name}, as written in SQL, wherever the search path finds it. */
  Optional<Index> index(String name) throws SQLException {
    var sql =
        """
        SELECT c.oid::bigint, c.oid::regclass::text, i.indisvalid AND i.indisready AND i.indislive
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        WHERE c.oid = pg_catalog.to_regclass(?::text)::oid
        """;
    return indexes(sql, name).stream().findFirst();
  }

  /** Returns invalid copies that a failed REINDEX CONCURRENTLY of {@code relation} left behind. */
  List<Index> invalidCopies(String relation) throws SQLException {
    var sql =
        """
        SELECT c.oid::bigint, c.oid::regclass::text, false
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        WHERE NOT i.indisvalid AND c.relname::text ~ '_cc(new|old)[0-9]*$'
          AND i.indrelid IN (
            SELECT pg_catalog.to_regclass(?::text)::oid
            UNION ALL SELECT indrelid FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass(?::text)::oid)
        """;
    return indexes(sql, relation, relation);
  }

  /**
   * Returns whether a detach of {@code partition} from {@code parent} is pending; empty where it is
   * no partition of it. Before Postgres 14 there is no such column, and nothing can be pending.
   */
  Optional<Boolean> detachPending(String parent, String partition) throws SQLException {
    var sql =
        "SELECT coalesce((pg_catalog.to_jsonb(i) OPERATOR(pg_catalog.->>)"
            + " 'inhdetachpending'::text)::boolean, false)"
            + " FROM pg_catalog.pg_inherits i"
            + " WHERE inhparent = pg_catalog.to_regclass(?::text)::oid"
            + " AND inhrelid = pg_catalog.to_regclass(?::text)::oid";
    session.enterMigration();
    try (var select = session.connection().prepareStatement(sql)) {
      select.setString(1, parent);
      select.setString(2, partition);
      try (var row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
      }
    }
  }

  /** Counts the transactions that the session has begun, including the one of this query. */
  public long transactions() throws SQLException {
    var sql =
        "SELECT pg_catalog.split_part(virtualtransaction, '/'::text, 2)::bigint FROM"
            + " pg_catalog.pg_locks WHERE pid = pg_catalog.pg_backend_pid() AND locktype ="
            + " 'virtualxid'::text AND granted";
    try (var statement = session.connection().createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Drops an invalid index. */
  void drop(Index index) throws SQLException {
    execute("DROP INDEX CONCURRENTLY IF EXISTS " + index.qualifiedName());
  }

  /** Completes a pending detach. */
  void finalizeDetach(String parent, String partition) throws SQLException {
    execute("ALTER TABLE " + parent + " DETACH PARTITION " + partition + " FINALIZE");
  }

  private void execute(String sql) throws SQLException {
    session.enterMigration();
    try (var statement = session.connection().createStatement()) {
      statement.execute(sql);
    }
  }

  private List<Index> indexes(String sql, String... names) throws SQLException {
    var indexes = new ArrayList<Index>();
    session.enterMigration();
    try (var select = session.connection().prepareStatement(sql)) {
      for (int i = 0; i < names.length; i++) {
        select.setString(i + 1, names[i]);
      }
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          indexes.add(new Index(rows.getLong(1), rows.getString(2), rows.getBoolean(3)));
        }
      }
    }
    return indexes;
  }
}
