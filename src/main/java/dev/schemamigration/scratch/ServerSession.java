package dev.schemamigration.scratch;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.SqlQuoting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connection from which scratch databases are created and dropped. It holds the mark of this
 * process as an advisory lock, by which others know that the process lives. Thread-safe.
 */
final class ServerSession implements AutoCloseable {
  /** First key of the advisory lock; the second one is the mark. */
  private static final int LOCK = 0x5c4a7c01;

  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);

  private static final String SCRATCH_DATABASES =
      """
      SELECT d.datname, COALESCE(pg_catalog.shobj_description(d.oid, 'pg_database'), ''),
        pg_catalog.pg_has_role(d.datdba, 'MEMBER'),
        EXISTS (SELECT FROM pg_catalog.pg_stat_activity AS a WHERE a.datid = d.oid),
        ARRAY(SELECT l.objid::int8 FROM pg_catalog.pg_locks AS l
          WHERE l.locktype = 'advisory' AND l.classid::int8 = %d AND l.objsubid = 2)
      FROM pg_catalog.pg_database AS d WHERE d.datname LIKE '%s%%' ORDER BY d.datname\
      """
          .formatted(Integer.toUnsignedLong(LOCK), ScratchName.PREFIX.replace("_", "\\_"));

  private final Connector connector;
  private final ConnectionSettings settings;
  private final String purpose;
  private Optional<ScratchName> holder = Optional.empty();
  private @Nullable Connection connection;

  ServerSession(Connector connector, ConnectionSettings settings, String purpose) {
    this.connector = connector;
    this.settings = settings;
    this.purpose = purpose;
  }

  /** Takes the mark of this process, and reads what a database beside this one is created with. */
  synchronized DatabaseForm prepare(ScratchName first) throws SQLException {
    holder = Optional.of(first);
    return DatabaseForm.read(opened());
  }

  /** A connection to a scratch database, without role and schemas; the caller closes it. */
  Connection connect(ConnectionSettings scratch) throws SQLException {
    return connector.connect(scratch, purpose, LONGEST_ANSWER);
  }

  /** Sends a statement, on a new connection when the old one is gone. */
  synchronized void execute(String sql) throws SQLException {
    try (var statement = opened().createStatement()) {
      statement.execute(sql);
    }
  }

  /** The login, where it may not create databases; empty also where that cannot be read. */
  synchronized Optional<String> loginWithoutRight() {
    try (var statement = opened().createStatement();
        var rows =
            statement.executeQuery(
                "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname = current_user"
                    + " AND NOT rolcreatedb AND NOT rolsuper")) {
      return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  /** Drops a database, whoever is connected to it and whatever a script has made of it. */
  synchronized void drop(String name) throws SQLException {
    var database = SqlQuoting.identifier(name);
    try {
      execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    } catch (SQLException e) {
      try {
        execute("ALTER DATABASE " + database + " IS_TEMPLATE false");
        execute("DROP DATABASE IF EXISTS " + database);
      } catch (SQLException again) {
        e.addSuppressed(again);
        throw e;
      }
    }
  }

  /** Drops the scratch databases of ended processes that nobody is connected to. */
  synchronized List<Leftover> dropLeftovers() throws SQLException {
    var found = new ArrayList<Leftover>();
    try (var statement = opened().createStatement();
        var rows = statement.executeQuery(SCRATCH_DATABASES)) {
      while (rows.next()) {
        var name = ScratchName.parse(rows.getString(1));
        var living = List.of((Long[]) rows.getArray(5).getArray());
        if (name.isPresent() && !living.contains(Integer.toUnsignedLong(name.get().mark()))) {
          var fate =
              !rows.getBoolean(3)
                  ? Leftover.Fate.NOT_OWNED
                  : rows.getBoolean(4) ? Leftover.Fate.IN_USE : Leftover.Fate.DROPPED;
          found.add(new Leftover(rows.getString(1), rows.getString(2), fate));
        }
      }
    }
    return found.stream().map(this::dropped).toList();
  }

  /** Somebody may have connected since, or dropped it. */
  private Leftover dropped(Leftover leftover) {
    if (leftover.fate() != Leftover.Fate.DROPPED) {
      return leftover;
    }
    try {
      execute("DROP DATABASE IF EXISTS " + SqlQuoting.identifier(leftover.database()));
      return leftover;
    } catch (SQLException e) {
      return new Leftover(leftover.database(), leftover.comment(), Leftover.Fate.IN_USE);
    }
  }

  private Connection opened() throws SQLException {
    var current = connection;
    if (current != null && !current.isClosed()) {
      return current;
    }
    var fresh = connector.connect(settings, purpose, LONGEST_ANSWER);
    connection = fresh;
    try (var statement = fresh.createStatement()) {
      // Whatever functions and operators the database has: those of Postgres are meant.
      statement.execute("SET search_path TO pg_catalog, pg_temp");
      if (holder.isPresent()) {
        statement.execute(
            "SELECT pg_catalog.pg_advisory_lock(%d, %d)".formatted(LOCK, holder.get().mark()));
      }
    }
    return fresh;
  }

  @Override
  public synchronized void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // The server ends what this side has forgotten.
    }
  }
}
