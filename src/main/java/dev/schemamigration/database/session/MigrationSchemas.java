package dev.schemamigration.database.session;

import dev.schemamigration.database.connection.ConnectionSettings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds the schemas in which migrations work: those that are named, else the search_path that the
 * role has from the server, as every other tool works there.
 */
final class MigrationSchemas {
  /** Carries the search_path over the statement that replaces it. */
  private static final String VARIABLE = "schema_migration.search_path";

  private MigrationSchemas() {}

  /**
   * Statements that store which schemas of the search_path are there and may be used by the role.
   * They run before anything else sets the search_path; everything in them is qualified.
   */
  static String store(ConnectionSettings settings) {
    var named = settings.schema().map(it -> "SET search_path TO " + searchPath(it) + "; ");
    return named.orElse("")
        + "SELECT pg_catalog.set_config('role', "
        + SqlQuoting.literal(settings.role().orElse("none"))
        + ", false), pg_catalog.set_config('"
        + VARIABLE
        + "', pg_catalog.array_to_string(pg_catalog.current_schemas(false), ','), false)";
  }

  /** Expression that reads what {@link #store} has stored. */
  static String stored() {
    return "pg_catalog.current_setting('" + VARIABLE + "')";
  }

  /**
   * The search_path of the migrations, names separated by commas.
   *
   * @param usable what {@link #stored} gave
   * @throws SchemaNotFoundException when there is no schema to work in
   */
  static String checked(ConnectionSettings settings, String usable) {
    var schemas =
        Arrays.stream(usable.split(","))
            .filter(it -> !it.isEmpty() && !it.equals("pg_catalog"))
            .toList();
    var first = settings.firstSchema();
    if (schemas.isEmpty() || first.filter(it -> isMissing(it, schemas)).isPresent()) {
      throw new SchemaNotFoundException(first, settings.shown().role());
    }
    return settings.schema().orElseGet(() -> String.join(",", schemas));
  }

  /** The server replaces {@code $user}; a schema of that name need not be there. */
  private static boolean isMissing(String first, List<String> schemas) {
    return !first.equals("$user") && !schemas.contains(first);
  }

  /** The list for {@code SET search_path}. */
  static String searchPath(String schemas) {
    return Arrays.stream(schemas.split(","))
        .map(String::strip)
        .map(SqlQuoting::identifier)
        .collect(Collectors.joining(", "));
  }
}
