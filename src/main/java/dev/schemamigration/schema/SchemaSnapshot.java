package dev.schemamigration.schema;

import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.Privilege;
import dev.schemamigration.schema.model.SchemaModel;
import java.util.List;

/**
 * The schema of a database at one moment, as two readers have it that know nothing of each other.
 *
 * @param catalog every object with its definition, as the server says it
 * @param privileges those that differ from the defaults
 * @param model the library's, which writes scripts
 */
public record SchemaSnapshot(Catalog catalog, List<Privilege> privileges, SchemaModel model) {
  public SchemaSnapshot {
    privileges = List.copyOf(privileges);
  }
}
