package dev.schemamigration.scratch;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.SqlQuoting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Creates scratch databases beside an existing one and drops them: each when it is closed, and all
 * when this is closed or the process is told to end. Those of a process that was killed are dropped
 * by the next one.
 *
 * <p>The existing database is connected to and otherwise left alone.
 */
public final class ScratchDatabases implements AutoCloseable {
  private final ServerSession server;
  private final ConnectionSettings beside;
  private final Clock time;
  private final String purpose;
  private final DatabaseForm form;
  private final List<Leftover> leftovers;
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final EndOfProcess endOfProcess;
  private ScratchName next;

  private ScratchDatabases(
      ServerSession server,
      ConnectionSettings beside,
      String purpose,
      Clock time,
      ScratchName first,
      DatabaseForm form,
      List<Leftover> leftovers) {
    this.server = server;
    this.beside = beside;
    this.purpose = purpose;
    this.time = time;
    this.next = first;
    this.form = form;
    this.leftovers = List.copyOf(leftovers);
    this.endOfProcess = EndOfProcess.whenNotClosed(this::dropAll);
  }

  /**
   * Prepares the server of {@code database}, and drops what ended processes have left there.
   *
   * @param database whose login may create databases; its role owns them
   * @param purpose for the comment of each scratch database, such as {@code schemactl verify}
   * @param random makes the names
   * @throws ScratchException when the server cannot be reached
   */
  public static ScratchDatabases beside(
      Connector connector,
      ConnectionSettings database,
      String purpose,
      Clock time,
      RandomGenerator random) {
    var first = ScratchName.first(time.instant(), random.nextInt());
    var server = new ServerSession(connector, database, purpose);
    try {
      return new ScratchDatabases(
          server, database, purpose, time, first, server.prepare(first), server.dropLeftovers());
    } catch (SQLException e) {
      server.close();
      throw new ScratchException("no scratch database can be created", database, e);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Leads to the existing database. */
  public ConnectionSettings settings() {
    return beside;
  }

  /** What ended processes had left there. */
  public List<Leftover> leftovers() {
    return leftovers;
  }

  /**
   * Creates an empty database with encoding, locale and schemas of the existing one.
   *
   * @throws ScratchException when the server refuses it
   */
  public ScratchDatabase create() {
    var name = createFrom(form.options());
    var settings = beside.withDatabase(name);
    try (var connection = server.connect(settings)) {
      equip(connection, name);
    } catch (SQLException e) {
      drop(name);
      throw new ScratchException("scratch database " + name + " cannot be prepared", settings, e);
    }
    return new ScratchDatabase(settings, () -> drop(name));
  }

  /**
   * Creates a copy of a scratch database that nobody is connected to.
   *
   * @throws ScratchException when the server refuses it
   */
  public ScratchDatabase copyOf(ScratchDatabase original) {
    var name = createFrom("TEMPLATE " + SqlQuoting.identifier(original.settings().database()));
    return new ScratchDatabase(beside.withDatabase(name), () -> drop(name));
  }

  private String createFrom(String options) {
    var name = next.toString();
    next = next.next();
    open.add(name);
    try {
      server.execute(
          "CREATE DATABASE "
              + SqlQuoting.identifier(name)
              + beside.role().map(it -> " OWNER " + SqlQuoting.identifier(it)).orElse("")
              + " "
              + options);
    } catch (SQLException e) {
      open.remove(name);
      throw new ScratchException(
          "scratch database %s cannot be created, for which the login needs CREATEDB"
              .formatted(name),
          beside,
          e,
          server.loginWithoutRight());
    }
    return name;
  }

  private void equip(Connection connection, String name) throws SQLException {
    var database = SqlQuoting.identifier(name);
    var statements = new ArrayList<String>();
    beside.role().ifPresent(it -> statements.add("SET ROLE " + SqlQuoting.identifier(it)));
    statements.add("COMMENT ON DATABASE " + database + " IS " + SqlQuoting.literal(comment()));
    form.searchPath()
        .ifPresent(
            it -> statements.add("ALTER DATABASE " + database + " SET search_path TO " + it));
    beside.schema().stream()
        .flatMap(it -> Arrays.stream(it.split(",")))
        .map(String::strip)
        .filter(it -> !it.startsWith("$") && !it.startsWith("pg_"))
        .forEach(it -> statements.add("CREATE SCHEMA IF NOT EXISTS " + SqlQuoting.identifier(it)));
    try (var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String comment() {
    return "Scratch database of %s, created %s by %s (process %d); nobody needs it afterwards"
        .formatted(
            purpose,
            time.instant().truncatedTo(ChronoUnit.SECONDS),
            System.getProperty("user.name", "unknown"),
            ProcessHandle.current().pid());
  }

  private void drop(String name) {
    if (!open.contains(name)) {
      return;
    }
    try {
      server.drop(name);
      open.remove(name);
    } catch (SQLException e) {
      throw new ScratchException(
          "scratch database " + name + " cannot be dropped; drop it yourself", beside, e);
    }
  }

  private void dropAll() {
    var failures = new ArrayList<ScratchException>();
    for (var name : List.copyOf(open)) {
      try {
        drop(name);
      } catch (ScratchException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  /**
   * Drops those that are still there.
   *
   * @throws ScratchException naming the first that cannot be dropped
   */
  @Override
  public void close() {
    try (server) {
      dropAll();
    } finally {
      endOfProcess.close();
    }
  }
}
