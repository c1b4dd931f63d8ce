package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.CatalogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Attaches tables as partitions, detaches them, and gives them other bounds: the library would drop
 * the table for that, and its rows with it.
 */
final class PartitionStep {
  private static final String OF = "PARTITION OF ";

  private final Catalog now;
  private final Catalog wanted;

  PartitionStep(Catalog now, Catalog wanted) {
    this.now = now;
    this.wanted = wanted;
  }

  List<ScriptStatement> statements() {
    var detached = new ArrayList<ScriptStatement>();
    var attached = new ArrayList<ScriptStatement>();
    now.ofKind("table")
        .forEach(
            it ->
                wanted
                    .find(it.key())
                    .ifPresent(
                        other -> {
                          var before = Place.of(it);
                          var after = Place.of(other);
                          if (!before.equals(after)) {
                            before.ifPresent(place -> detached.add(place.detach(it.name())));
                            after.ifPresent(place -> attached.add(place.attach(it.name())));
                          }
                        }));
    detached.addAll(attached);
    return detached;
  }

  /**
   * What makes a table a partition.
   *
   * @param bound {@code FOR VALUES …} or {@code DEFAULT}
   */
  private record Place(String parent, String bound) {
    static Optional<Place> of(CatalogEntry table) {
      var lines = table.definition().split("\n", -1);
      for (int i = 0; i < lines.length - 1; i++) {
        if (lines[i].startsWith(OF)) {
          return Optional.of(new Place(lines[i].substring(OF.length()), lines[i + 1]));
        }
      }
      return Optional.empty();
    }

    ScriptStatement detach(String table) {
      return ScriptStatement.of("ALTER TABLE " + parent + " DETACH PARTITION " + table);
    }

    ScriptStatement attach(String table) {
      return ScriptStatement.of(
          "ALTER TABLE %s ATTACH PARTITION %s %s".formatted(parent, table, bound));
    }
  }
}
