package dev.schemamigration.verify.catalog;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fingerprints of the rows of the system catalogs: what is the same in two states was not touched
 * in between.
 *
 * @param relations by oid
 * @param types standalone ones, by oid
 * @param routines by oid
 * @param others by catalog
 */
record CatalogState(
    Map<Long, Entry> relations,
    Map<Long, Entry> types,
    Map<Long, Entry> routines,
    Map<String, String> others) {
  /** Catalogs of which no definition of another object shows anything. */
  private static final Set<String> STANDALONE =
      Set.of("pg_description", "comments on schemas", "pg_seclabel");

  /**
   * One object with all that belongs to it.
   *
   * @param name qualified and quoted
   * @param fingerprint of its rows
   * @param dependent whether its definition may change with that of others
   * @param composite whether it is a composite type
   */
  record Entry(String name, String fingerprint, boolean dependent, boolean composite) {}

  /**
   * What has to be read again.
   *
   * @param any whether anything has
   * @param relations oids of those that were touched, or are gone
   * @param types whether types have
   * @param routines whether routines have
   */
  record Change(boolean any, Set<Long> relations, boolean types, boolean routines) {}

  /**
   * What is other in a later state; empty where everything has to be read again. That is so where a
   * name may have changed that definitions of other objects hold: of a relation, or anything of an
   * object of another kind. New objects, and those that are gone, are in no definition of what
   * stays.
   */
  Optional<Change> changeTo(CatalogState later) {
    if (isRenamed(later)
        || isTouched(types, later.types)
        || isTouched(routines, later.routines)
        || !standing(others).equals(standing(later.others))) {
      return Optional.empty();
    }
    var touched = touched(later);
    boolean otherTypes = !types.equals(later.types);
    boolean otherRoutines = !routines.equals(later.routines);
    boolean any = !touched.isEmpty() || otherTypes || otherRoutines || !others.equals(later.others);
    boolean composite =
        touched.stream().anyMatch(it -> isComposite(this, it) || isComposite(later, it));
    if (any) {
      later.relations.forEach(
          (oid, entry) -> {
            if (entry.dependent()) {
              touched.add(oid);
            }
          });
    }
    return Optional.of(
        new Change(
            any,
            touched,
            otherTypes || composite,
            otherRoutines || any && later.routines.values().stream().anyMatch(Entry::dependent)));
  }

  private boolean isRenamed(CatalogState later) {
    return later.relations.entrySet().stream()
        .anyMatch(
            it -> {
              var old = relations.get(it.getKey());
              return old != null && !old.name().equals(it.getValue().name());
            });
  }

  private static boolean isTouched(Map<Long, Entry> before, Map<Long, Entry> after) {
    return after.entrySet().stream()
        .anyMatch(
            it -> {
              var old = before.get(it.getKey());
              return old != null && !old.equals(it.getValue());
            });
  }

  private static Map<String, String> standing(Map<String, String> others) {
    var left = new HashMap<>(others);
    left.keySet().removeAll(STANDALONE);
    return left;
  }

  private Set<Long> touched(CatalogState later) {
    var touched = new HashSet<Long>();
    later.relations.forEach(
        (oid, entry) -> {
          if (!entry.equals(relations.get(oid))) {
            touched.add(oid);
          }
        });
    relations.keySet().stream()
        .filter(it -> !later.relations.containsKey(it))
        .forEach(touched::add);
    return touched;
  }

  private static boolean isComposite(CatalogState state, long oid) {
    var entry = state.relations.get(oid);
    return entry != null && entry.composite();
  }
}
