package dev.schemamigration.demo;

import dev.schemamigration.database.connection.ConnectionSettings;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Queries the system catalog of one database as the superuser. */
final class SchemaCatalog {
  private final ConnectionSettings settings;

  SchemaCatalog(ConnectionSettings settings) {
    this.settings = settings;
  }

  /** Counts the tables, enums and indexes in schema {@code public}. */
  String counts() {
    return value(
        """
        SELECT format('%s tables, %s enums, %s indexes',
          (SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = n.oid),
          (SELECT count(*) FROM pg_type WHERE typtype = 'e' AND typnamespace = n.oid),
          (SELECT count(*) FROM pg_class WHERE relkind = 'i' AND relnamespace = n.oid))
        FROM pg_namespace n WHERE nspname = 'public'\
        """);
  }

  /** Names of all objects in schema {@code public}, or {@code nothing}. */
  String everything() {
    return value(
        """
        SELECT coalesce(string_agg(name, ', ' ORDER BY name), 'nothing')
        FROM pg_namespace n, LATERAL (
          SELECT relname::text FROM pg_class WHERE relnamespace = n.oid
          UNION ALL SELECT typname FROM pg_type WHERE typnamespace = n.oid
          UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = n.oid) things(name)
        WHERE nspname = 'public'\
        """);
  }

  /**
   * The only value of a query that has one row and one column.
   *
   * @throws IllegalStateException when the server refuses it
   */
  String value(String query) {
    var url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(settings.host(), settings.port(), settings.database());
    var properties = new Properties();
    properties.setProperty("user", settings.user());
    try (var connection = DriverManager.getConnection(url, properties);
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
