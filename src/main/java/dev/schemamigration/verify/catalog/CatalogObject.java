package dev.schemamigration.verify.catalog;

import java.util.Map;
import java.util.Objects;

/**
 * One object of a database.
 *
 * @param kind such as {@code table}, {@code column}
 * @param name qualified and quoted as in SQL
 * @param parent kind and name of the object that it goes with; empty text where it stands alone
 * @param attributes by name; one that the object does not have is not there
 */
public record CatalogObject(
    String kind, String name, String parent, Map<String, String> attributes) {
  public CatalogObject {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(name);
    Objects.requireNonNull(parent);
    attributes = Map.copyOf(attributes);
  }

  /** Kind and name, by which it is found in another catalog. */
  public String key() {
    return kind + " " + name;
  }
}
