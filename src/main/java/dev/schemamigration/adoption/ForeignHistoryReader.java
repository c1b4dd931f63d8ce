package dev.schemamigration.adoption;

import dev.schemamigration.database.proof.FoundRow;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.tracking.ChangesetId;
import dev.schemamigration.database.tracking.ExecType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the history tables of other migration tools, which it recognises by name and columns. It
 * sends one query where there are none. Tables of the same name that belong to something else, such
 * as Rails' {@code schema_migrations}, are ignored, and so is the {@code databasechangelog} of this
 * program's own tracking schema.
 */
public final class ForeignHistoryReader {
  private static final String TABLES =
      """
      SELECT n.nspname, c.relname, pg_catalog.array_agg(a.attname::text || ' ' || t.typname::text ORDER BY a.attnum),
             EXISTS (SELECT FROM pg_catalog.pg_class ours
                     WHERE ours.relnamespace = n.oid AND ours.relname = 'revision_archive'),
             pg_catalog.has_schema_privilege(n.oid, 'USAGE')
               AND pg_catalog.has_any_column_privilege(c.oid, 'SELECT'),
             coalesce(pg_catalog.array_position(?::name[], n.nspname), 0)
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_attribute a
        ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      WHERE (n.nspname = ANY (?::name[]) OR n.nspname = ?::text)
        AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND c.relname IN ('alembic_version', 'databasechangelog', 'flyway_schema_history',
                          'schema_version', 'schema_migrations')
      GROUP BY n.nspname, n.oid, c.relname, c.oid
      ORDER BY 6, c.relname\
      """;

  private final Session session;

  private ForeignHistoryReader(Session session) {
    this.session = session;
  }

  /**
   * All histories found, also empty ones, along the search_path of the migrations, and in the
   * tracking schema those that Liquibase itself has created.
   *
   * @throws SQLException as the driver throws it
   */
  public static ForeignHistories read(Session session) throws SQLException {
    var trackingSchema = session.settings().trackingSchema();
    var reader = new ForeignHistoryReader(session);
    var here = new ArrayList<ForeignHistory>();
    var elsewhere = new ArrayList<ForeignHistory>();
    for (var table : reader.tables(trackingSchema)) {
      boolean tracking =
          table.schema().equals(trackingSchema) && table.name().equals(ForeignTable.LIQUIBASE);
      if (table.searchPathPosition() == 1 || tracking) {
        reader.read(table).ifPresent(here::add);
      } else if (table.searchPathPosition() > 1) {
        reader.read(table).ifPresent(elsewhere::add);
      }
    }
    return new ForeignHistories(here, elsewhere);
  }

  private Optional<ForeignHistory> read(ForeignTable table) throws SQLException {
    var tool = table.tool();
    if (tool.isEmpty()) {
      return Optional.empty();
    }
    if (!table.readable()) {
      return Optional.of(new ForeignHistory.Unreadable(tool.get().shown(), table.shown()));
    }
    table.proof().require(session);
    return Optional.of(
        switch (tool.get()) {
          case ALEMBIC -> alembic(table);
          case FLYWAY -> flyway(table);
          case GOLANG_MIGRATE -> golangMigrate(table);
          case LIQUIBASE -> liquibase(table);
        });
  }

  private ForeignHistory alembic(ForeignTable table) throws SQLException {
    var versions =
        rows(
            table,
            "SELECT version_num FROM " + table.quoted() + " ORDER BY 1",
            "version_num",
            row -> row.text(1, "version_num"));
    return new ForeignHistory.Alembic(table.shown(), versions);
  }

  private ForeignHistory liquibase(ForeignTable table) throws SQLException {
    var lock = lock(table);
    if (lock.isPresent() && !lock.get()) {
      return new ForeignHistory.Unreadable("Liquibase", table.shown() + "lock");
    }
    var changesets =
        rows(
            table,
            "SELECT orderexecuted, filename, id, author, md5sum, exectype FROM "
                + table.quoted()
                + " ORDER BY orderexecuted, dateexecuted",
            "orderexecuted",
            row ->
                new ForeignHistory.Liquibase.Changeset(
                    new ChangesetId(
                        row.text(2, "filename"), row.text(3, "id"), row.text(4, "author")),
                    row.optional(5).orElse(""),
                    ExecType.of(row.text(6, "exectype"))));
    return new ForeignHistory.Liquibase(
        table.shown(), changesets, lock.isEmpty() ? Optional.empty() : holder(table));
  }

  /** Whether the role may read the lock table; empty when there is none. */
  private Optional<Boolean> lock(ForeignTable changelog) throws SQLException {
    var readable = new ArrayList<Boolean>();
    session.query(
        "SELECT pg_catalog.has_any_column_privilege("
            + "pg_catalog.to_regclass(?::text)::oid, 'SELECT')",
        (query, next) -> {
          query.setString(next, changelog.lockTable().quoted());
          return next + 1;
        },
        row -> Optional.ofNullable(row.getObject(1, Boolean.class)).ifPresent(readable::add));
    return readable.stream().findFirst();
  }

  private Optional<String> holder(ForeignTable changelog) throws SQLException {
    var lock = changelog.lockTable();
    lock.proof().require(session);
    return rows(
            lock,
            "SELECT coalesce(lockedby::text, 'nobody') || coalesce(' since ' || lockgranted::text,"
                + " '') FROM "
                + lock.quoted()
                + " WHERE locked",
            "lockedby",
            row -> row.text(1, "lockedby"))
        .stream()
        .findFirst();
  }

  private ForeignHistory flyway(ForeignTable table) throws SQLException {
    var found =
        rows(
            table,
            "SELECT installed_rank, version, type, script, success FROM "
                + table.quoted()
                + " ORDER BY installed_rank",
            "installed_rank",
            row ->
                new ForeignHistory.Flyway.Row(
                    row.optional(2),
                    row.text(3, "type"),
                    row.text(4, "script"),
                    row.flag(5, "success")));
    return new ForeignHistory.Flyway(table.shown(), found);
  }

  /** golang-migrate writes -1 for "before the first version", and only while it is dirty. */
  private ForeignHistory golangMigrate(ForeignTable table) throws SQLException {
    var found =
        rows(
            table,
            "SELECT version, dirty FROM " + table.quoted() + " ORDER BY version DESC LIMIT 1",
            "version",
            row ->
                new ForeignHistory.GolangMigrate(
                    table.shown(),
                    Optional.of(row.number(1, "version", Long.MIN_VALUE, Long.MAX_VALUE))
                        .filter(it -> it >= 0),
                    row.flag(2, "dirty")));
    return found.isEmpty()
        ? new ForeignHistory.GolangMigrate(table.shown(), Optional.empty(), false)
        : found.getFirst();
  }

  private List<ForeignTable> tables(String trackingSchema) throws SQLException {
    var schemas = session.migrationSchemas().toArray();
    var tables = new ArrayList<ForeignTable>();
    session.query(
        TABLES,
        (query, next) -> {
          query.setArray(next, query.getConnection().createArrayOf("name", schemas));
          query.setArray(next + 1, query.getConnection().createArrayOf("name", schemas));
          query.setString(next + 2, trackingSchema);
          return next + 3;
        },
        row ->
            tables.add(
                new ForeignTable(
                    row.getString(1),
                    row.getString(2),
                    Set.of((String[]) row.getArray(3).getArray()),
                    row.getBoolean(4),
                    row.getBoolean(5),
                    row.getInt(6))));
    return tables;
  }

  /**
   * The rows of a query.
   *
   * @param key name of its first column, by which messages name a row
   */
  private <T> List<T> rows(ForeignTable table, String query, String key, RowReader<T> reader)
      throws SQLException {
    var rows = new ArrayList<T>();
    var proof = table.proof();
    proof.queryLocked(
        session,
        table.quoted(),
        "octet_length(t::text)",
        query,
        row -> rows.add(reader.read(new FoundRow(proof, session, row, table.shown(), key, 1))));
    return rows;
  }

  /** Makes a value of the current row. */
  @FunctionalInterface
  private interface RowReader<T> {
    T read(FoundRow row) throws SQLException;
  }
}
