package dev.schemamigration.revision;

import java.util.Collection;
import java.util.List;

/**
 * The heads of a set of revisions: those that no other one of the set comes after. No heads means
 * base.
 *
 * @param ids sorted and distinct
 */
public record Heads(List<String> ids) {
  /** No revision at all. */
  public static final Heads BASE = new Heads(List.of());

  public Heads {
    ids = ids.stream().distinct().sorted().toList();
  }

  /** Heads in any order. */
  public static Heads of(Collection<String> ids) {
    return ids.isEmpty() ? BASE : new Heads(List.copyOf(ids));
  }

  /** Whether there is none. */
  public boolean isBase() {
    return ids.isEmpty();
  }

  /** The ids joined by commas, or {@code base}. */
  @Override
  public String toString() {
    return isBase() ? "base" : String.join(",", ids);
  }
}
