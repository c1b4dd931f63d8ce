package dev.schemamigration.adoption;

import dev.schemamigration.database.session.SqlQuoting;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A table with the name of a history table of another migration tool.
 *
 * @param columns as {@code name type}
 * @param isTracking whether its schema also has a revision archive, so that it is a tracking table
 *     of this program
 * @param readable whether the session's role may read it
 * @param searchPathPosition position of its schema in the search_path, from 1; 0 when it is not in
 *     it
 */
record ForeignTable(
    String schema,
    String name,
    Set<String> columns,
    boolean isTracking,
    boolean readable,
    int searchPathPosition) {
  static final String ALEMBIC = "alembic_version";
  static final String LIQUIBASE = "databasechangelog";
  static final String GOLANG_MIGRATE = "schema_migrations";

  ForeignTable {
    Objects.requireNonNull(schema);
    Objects.requireNonNull(name);
    columns = Set.copyOf(columns);
  }

  /** The tool that the table belongs to; empty when its columns are not those of the tool. */
  Optional<String> tool() {
    return switch (name) {
      case ALEMBIC -> has("version_num") ? Optional.of("Alembic") : Optional.empty();
      case LIQUIBASE ->
          !isTracking
                  && has(
                      "filename",
                      "id",
                      "author",
                      "exectype",
                      "md5sum",
                      "orderexecuted",
                      "dateexecuted")
              ? Optional.of("Liquibase")
              : Optional.empty();
      case GOLANG_MIGRATE ->
          columns.equals(Set.of("version int8", "dirty bool"))
              ? Optional.of("golang-migrate")
              : Optional.empty();
      default ->
          has("installed_rank", "version", "type", "script", "success")
              ? Optional.of("Flyway")
              : Optional.empty();
    };
  }

  private boolean has(String... names) {
    return List.of(names).stream()
        .allMatch(it -> columns.stream().anyMatch(column -> column.startsWith(it + " ")));
  }

  String quoted() {
    return SqlQuoting.identifier(schema) + "." + SqlQuoting.identifier(name);
  }

  /** Liquibase's lock table, which is in the same schema. */
  String quotedLock() {
    return SqlQuoting.identifier(schema) + "." + SqlQuoting.identifier(name + "lock");
  }

  String shown() {
    return schema + "." + name;
  }
}
