package dev.schemamigration.autogenerate;

import dev.schemamigration.schema.catalog.Catalog;
import java.util.List;

/**
 * The revisions of a script, and what the schema is like between them.
 *
 * @param revisions one a stage, in their order
 * @param catalogs below each of them, and above the last
 * @param unproved what they leave different, one line each
 */
record Levels(List<GeneratedRevision> revisions, List<Catalog> catalogs, List<String> unproved) {
  Levels {
    revisions = List.copyOf(revisions);
    catalogs = List.copyOf(catalogs);
    unproved = List.copyOf(unproved);
  }
}
