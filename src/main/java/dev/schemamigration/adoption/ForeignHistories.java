package dev.schemamigration.adoption;

import java.util.List;

/**
 * The histories of other tools in one database.
 *
 * @param here in the schema that the migrations work in, which is the first existing one of their
 *     search_path, and Liquibase's in the tracking schema
 * @param elsewhere in the other schemas of that search_path
 */
public record ForeignHistories(List<ForeignHistory> here, List<ForeignHistory> elsewhere) {
  public ForeignHistories {
    here = List.copyOf(here);
    elsewhere = List.copyOf(elsewhere);
  }

  /** Whether no table of another tool was found. */
  public boolean none() {
    return here.isEmpty() && elsewhere.isEmpty();
  }
}
