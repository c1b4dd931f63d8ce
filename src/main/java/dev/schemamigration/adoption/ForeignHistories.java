package dev.schemamigration.adoption;

import java.util.List;
import java.util.Map;

/**
 * The histories of other tools in one database.
 *
 * @param here in the schema that the migrations work in, which is the first existing one of their
 *     search_path, and Liquibase's in the tracking schema
 * @param elsewhere in the other schemas of that search_path
 */
public record ForeignHistories(List<ForeignHistory> here, List<ForeignHistory> elsewhere) {
  /** The tables in which other tools keep their history, each with a column that it has. */
  public static final Map<String, String> TABLES =
      Map.of(
          "alembic_version",
          "version_num",
          ForeignTable.LIQUIBASE,
          "orderexecuted",
          "flyway_schema_history",
          "installed_rank",
          "schema_version",
          "installed_rank",
          "schema_migrations",
          "dirty");

  public ForeignHistories {
    here = List.copyOf(here);
    elsewhere = List.copyOf(elsewhere);
  }

  /** Whether no table of another tool was found. */
  public boolean none() {
    return here.isEmpty() && elsewhere.isEmpty();
  }
}
