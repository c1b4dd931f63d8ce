package dev.schemamigration.schema.catalog;

import java.util.Comparator;

/**
 * An object of a database, or a property of one that is set apart: its comment, a privilege.
 *
 * @param kind as SQL names it, in lower case
 * @param schema the schema that it is in; empty for what is in none
 * @param name identifies it within its kind, quoted and qualified as SQL has it
 * @param definition everything else about it, in a form that is equal for equal objects
 */
public record CatalogEntry(String kind, String schema, String name, String definition)
    implements Comparable<CatalogEntry> {
  private static final Comparator<CatalogEntry> ORDER =
      Comparator.comparing(CatalogEntry::kind)
          .thenComparing(CatalogEntry::name)
          .thenComparing(CatalogEntry::definition);

  /** What identifies an entry. */
  public record Key(String kind, String name) {
    @Override
    public String toString() {
      return kind + " " + name;
    }
  }

  public Key key() {
    return new Key(kind, name);
  }

  @Override
  public int compareTo(CatalogEntry other) {
    return ORDER.compare(this, other);
  }
}
