package dev.schemamigration.adoption;

import dev.schemamigration.database.proof.TableProof;
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
  /** The tools whose tables are recognized. */
  enum Tool {
    ALEMBIC("Alembic"),
    FLYWAY("Flyway"),
    GOLANG_MIGRATE("golang-migrate"),
    LIQUIBASE("Liquibase");

    private final String shown;

    Tool(String shown) {
      this.shown = shown;
    }

    /** The name in messages. */
    String shown() {
      return shown;
    }
  }

  static final String LIQUIBASE = "databasechangelog";

  ForeignTable {
    Objects.requireNonNull(schema);
    Objects.requireNonNull(name);
    columns = Set.copyOf(columns);
  }

  /** The tool that the table belongs to; empty when its columns are not those of the tool. */
  Optional<Tool> tool() {
    return switch (name) {
      case "alembic_version" -> of(Tool.ALEMBIC, has("version_num"));
      case LIQUIBASE ->
          of(
              Tool.LIQUIBASE,
              !isTracking
                  && has(
                      "filename",
                      "id",
                      "author",
                      "exectype",
                      "md5sum",
                      "orderexecuted",
                      "dateexecuted"));
      case "flyway_schema_history", "schema_version" ->
          of(Tool.FLYWAY, has("installed_rank", "version", "type", "script", "success"));
      case "schema_migrations" ->
          of(Tool.GOLANG_MIGRATE, columns.equals(Set.of("version int8", "dirty bool")));
      default -> Optional.empty();
    };
  }

  private static Optional<Tool> of(Tool tool, boolean recognized) {
    return Optional.of(tool).filter(it -> recognized);
  }

  private boolean has(String... names) {
    return List.of(names).stream()
        .allMatch(it -> columns.stream().anyMatch(column -> column.startsWith(it + " ")));
  }

  String quoted() {
    return SqlQuoting.identifier(schema) + "." + SqlQuoting.identifier(name);
  }

  /** Liquibase's lock table, which is in the same schema. */
  ForeignTable lockTable() {
    return new ForeignTable(
        schema, name + "lock", Set.of(), isTracking, readable, searchPathPosition);
  }

  /** The proof that reading the table runs nothing that others have written. */
  TableProof proof() {
    return TableProof.ofHistory(schema, List.of(name));
  }

  String shown() {
    return schema + "." + name;
  }
}
