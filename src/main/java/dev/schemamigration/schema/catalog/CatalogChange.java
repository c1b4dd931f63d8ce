package dev.schemamigration.schema.catalog;

import java.util.Comparator;
import java.util.Optional;

/**
 * One difference between two databases.
 *
 * @param before the entry of the first; empty when only the second has it
 * @param after the entry of the second; empty when only the first has it
 */
public record CatalogChange(
    CatalogEntry.Key key, Optional<CatalogEntry> before, Optional<CatalogEntry> after) {
  static final Comparator<CatalogChange> ORDER =
      Comparator.comparing((CatalogChange it) -> it.key().kind())
          .thenComparing(it -> it.key().name());

  /** What becomes of the entry. */
  public enum Effect {
    ADDED,
    REMOVED,
    CHANGED
  }

  public Effect effect() {
    if (before.isEmpty()) {
      return Effect.ADDED;
    }
    return after.isEmpty() ? Effect.REMOVED : Effect.CHANGED;
  }
}
