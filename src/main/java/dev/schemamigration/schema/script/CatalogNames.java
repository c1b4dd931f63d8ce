package dev.schemamigration.schema.script;

import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.CatalogEntry;
import dev.schemamigration.schema.catalog.SqlName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds entries of one kind by their names as they are stored, and quotes as the server does. */
final class CatalogNames {
  private final Map<List<String>, CatalogEntry> byName = new HashMap<>();

  CatalogNames(Catalog catalog, String kind) {
    catalog
        .ofKind(kind)
        .forEach(
            it ->
                byName.put(SqlName.parts(it.name()).stream().map(SqlName::unquoted).toList(), it));
  }

  Optional<CatalogEntry> find(String... parts) {
    return Optional.ofNullable(byName.get(List.of(parts)));
  }

  /** The name with the quotes that it needs. */
  String quoted(String... parts) {
    return find(parts)
        .map(CatalogEntry::name)
        .orElseGet(
            () -> Stream.of(parts).map(SqlQuoting::identifier).collect(Collectors.joining(".")));
  }
}
