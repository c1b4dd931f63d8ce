package dev.schemamigration.verify;

import dev.schemamigration.verify.catalog.Catalog;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the database is made of at each level, as the first upgrade left it. */
final class Levels {
  private final Map<String, Catalog> catalogs = new HashMap<>();

  /** Keeps the state of these heads. */
  void put(String key, Catalog catalog) {
    catalogs.put(key, catalog);
  }

  /** The state of these heads; empty where the first upgrade did not pass it. */
  Optional<Catalog> find(String key) {
    return Optional.ofNullable(catalogs.get(key));
  }
}
