package dev.schemamigration.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for the tables of other migration tools, tells them by name and columns, and reads them.
 * One query where there are none. Tables of the same name that belong to something else, such as
 * Rails' {@code schema_migrations}, are passed over, and so is a {@code databasechangelog} that is
 * ours.
 */
public final class ForeignHistoryReader {
  private static final String TABLES =
      """
      SELECT n.nspname, c.relname, array_agg(a.attname || ' ' || t.typname ORDER BY a.attnum),
             EXISTS (SELECT FROM pg_catalog.pg_class ours
                     WHERE ours.relnamespace = n.oid AND ours.relname = 'revision_archive')
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_attribute a
        ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p')
        AND c.relname IN ('alembic_version', 'databasechangelog', 'flyway_schema_history',
                          'schema_version', 'schema_migrations')
      GROUP BY n.nspname, n.oid, c.relname
      ORDER BY n.nspname, c.relname""";

  private final Connection connection;

  private ForeignHistoryReader(Connection connection) {
    this.connection = connection;
  }

  /**
   * All histories found, also empty ones.
   *
   * @param schema search_path of the migrations; its first name is looked into
   * @param trackingSchema where Liquibase's own tables may be too, when they are not ours
   */
  public static List<ForeignHistory> read(
      Connection connection, String schema, String trackingSchema) throws SQLException {
    var target = schema.split(",")[0].strip();
    var reader = new ForeignHistoryReader(connection);
    var histories = new ArrayList<ForeignHistory>();
    for (var table : reader.tables(new LinkedHashSet<>(List.of(target, trackingSchema)))) {
      if (table.schema.equals(target) || table.name.equals("databasechangelog")) {
        reader.read(table).ifPresent(histories::add);
      }
    }
    return List.copyOf(histories);
  }

  private Optional<ForeignHistory> read(Table table) throws SQLException {
    return switch (table.name) {
      case "alembic_version" -> table.has("version_num") ? alembic(table) : Optional.empty();
      case "databasechangelog" ->
          !table.ours
                  && table.has(
                      "filename",
                      "id",
                      "author",
                      "exectype",
                      "md5sum",
                      "orderexecuted",
                      "dateexecuted")
              ? liquibase(table)
              : Optional.empty();
      case "flyway_schema_history", "schema_version" ->
          table.has("installed_rank", "version", "type", "script", "success")
              ? flyway(table)
              : Optional.empty();
      case "schema_migrations" ->
          table.columns.equals(Set.of("version int8", "dirty bool"))
              ? golangMigrate(table)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Optional<ForeignHistory> alembic(Table table) throws SQLException {
    var versions =
        rows("SELECT version_num FROM " + table.quoted() + " ORDER BY 1", row -> row.getString(1));
    return Optional.of(new ForeignHistory.Alembic(table.shown(), versions));
  }

  private Optional<ForeignHistory> liquibase(Table table) throws SQLException {
    var changesets =
        rows(
            "SELECT filename, id, author, coalesce(md5sum, ''), exectype FROM "
                + table.quoted()
                + " ORDER BY orderexecuted, dateexecuted",
            row ->
                new ForeignHistory.Liquibase.Changeset(
                    new ChangesetName(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                    row.getString(5)));
    return Optional.of(new ForeignHistory.Liquibase(table.shown(), changesets, lock(table)));
  }

  private Optional<String> lock(Table changelog) throws SQLException {
    var lock = new Table(changelog.schema, "databasechangeloglock", Set.of(), false);
    try (var exists = connection.prepareStatement("SELECT to_regclass(?) IS NULL")) {
      exists.setString(1, lock.quoted());
      try (var row = exists.executeQuery()) {
        row.next();
        if (row.getBoolean(1)) {
          return Optional.empty();
        }
      }
    }
    return rows(
            "SELECT coalesce(lockedby, 'nobody') || coalesce(' since ' || lockgranted::text, '')"
                + " FROM "
                + lock.quoted()
                + " WHERE locked",
            row -> row.getString(1))
        .stream()
        .findFirst();
  }

  private Optional<ForeignHistory> flyway(Table table) throws SQLException {
    var found =
        rows(
            "SELECT version, coalesce(description, ''), type, script, success FROM "
                + table.quoted()
                + " ORDER BY installed_rank",
            row ->
                new ForeignHistory.Flyway.Row(
                    Optional.ofNullable(row.getString(1)),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getBoolean(5)));
    return Optional.of(new ForeignHistory.Flyway(table.shown(), found));
  }

  /** -1 is golang-migrate's word for "before the first version", kept only while it is dirty. */
  private Optional<ForeignHistory> golangMigrate(Table table) throws SQLException {
    var found =
        rows(
            "SELECT version, dirty FROM " + table.quoted() + " ORDER BY version DESC LIMIT 1",
            row ->
                new ForeignHistory.GolangMigrate(
                    table.shown(),
                    Optional.of(row.getLong(1)).filter(it -> it >= 0),
                    row.getBoolean(2)));
    return Optional.of(
        found.isEmpty()
            ? new ForeignHistory.GolangMigrate(table.shown(), Optional.empty(), false)
            : found.getFirst());
  }

  private List<Table> tables(Set<String> schemas) throws SQLException {
    try (var statement = connection.prepareStatement(TABLES)) {
      statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
      try (var row = statement.executeQuery()) {
        var tables = new ArrayList<Table>();
        while (row.next()) {
          var columns = Set.of((String[]) row.getArray(3).getArray());
          tables.add(new Table(row.getString(1), row.getString(2), columns, row.getBoolean(4)));
        }
        return tables;
      }
    }
  }

  private <T> List<T> rows(String query, RowReader<T> reader) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      var rows = new ArrayList<T>();
      while (row.next()) {
        rows.add(reader.read(row));
      }
      return rows;
    }
  }

  /** Makes a value of the row at hand. */
  @FunctionalInterface
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** A table that is named like one of theirs, with its columns as {@code name type}. */
  private record Table(String schema, String name, Set<String> columns, boolean ours) {
    boolean has(String... names) {
      return List.of(names).stream()
          .allMatch(it -> columns.stream().anyMatch(column -> column.startsWith(it + " ")));
    }

    String quoted() {
      return Identifiers.quote(schema) + "." + Identifiers.quote(name);
    }

    String shown() {
      return schema + "." + name;
    }
  }
}
