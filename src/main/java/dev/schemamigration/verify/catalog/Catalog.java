package dev.schemamigration.verify.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All objects of a database at one moment. They are in groups, such as a table with all that goes
 * with it: states that lie close together share most of them.
 */
public final class Catalog {
  private static final Set<String> TYPES =
      Set.of("enum", "domain", "range", "composite type", "base type");

  private final SortedMap<String, List<CatalogObject>> groups;

  /**
   * @param groups objects by the name of their group
   */
  Catalog(Map<String, List<CatalogObject>> groups) {
    var filled = new TreeMap<>(groups);
    filled.values().removeIf(List::isEmpty);
    this.groups = Collections.unmodifiableSortedMap(filled);
  }

  /** The objects of a kind, sorted by name. */
  public List<CatalogObject> objects(String kind) {
    return all()
        .filter(it -> it.kind().equals(kind))
        .sorted(Comparator.comparing(CatalogObject::name))
        .toList();
  }

  /** The object of that kind and name. */
  public Optional<CatalogObject> find(String kind, String name) {
    return all().filter(it -> it.kind().equals(kind) && it.name().equals(name)).findFirst();
  }

  /** The table with all that goes with it; empty where there is none of that name. */
  public List<CatalogObject> table(String name) {
    return groups.getOrDefault("table " + name, List.of());
  }

  /** Whether a type of this state is gone in a later one, or has another name or definition. */
  public boolean redefinesTypes(Catalog later) {
    if (types().equals(later.types())) {
      return false;
    }
    var before = byKey(types());
    var after = byKey(later.types());
    boolean standing =
        before.entrySet().stream().allMatch(it -> it.getValue().equals(after.get(it.getKey())));
    // A new type changes no other; a new constraint or column of an old one does.
    return !standing
        || after.values().stream()
            .anyMatch(it -> !before.containsKey(it.key()) && before.containsKey(it.parent()));
  }

  private static Map<String, CatalogObject> byKey(Map<String, List<CatalogObject>> groups) {
    var objects = new HashMap<String, CatalogObject>();
    groups.values().forEach(group -> group.forEach(it -> objects.put(it.key(), it)));
    return objects;
  }

  private Map<String, List<CatalogObject>> types() {
    var types = new HashMap<String, List<CatalogObject>>();
    groups.forEach(
        (name, group) -> {
          if (isOfTypes(group.getFirst())) {
            types.put(name, group);
          }
        });
    return types;
  }

  private static boolean isOfTypes(CatalogObject object) {
    return TYPES.contains(object.kind())
        || object.parent().startsWith("domain ")
        || object.parent().startsWith("composite type ");
  }

  /** How many objects there are. */
  public int size() {
    return groups.values().stream().mapToInt(List::size).sum();
  }

  private Stream<CatalogObject> all() {
    return groups.values().stream().flatMap(List::stream);
  }

  /**
   * How a later state differs, sorted by kind and name. What goes with an object that is there in
   * one state only is not listed beside it.
   */
  public List<Difference> differences(Catalog later) {
    var before = new TreeMap<String, CatalogObject>();
    var after = new TreeMap<String, CatalogObject>();
    addOther(before, this, later);
    addOther(after, later, this);
    SortedSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    var found = new ArrayList<Difference>();
    for (var key : keys) {
      var old = Optional.ofNullable(before.get(key));
      var now = Optional.ofNullable(after.get(key));
      var object = old.or(() -> now).orElseThrow();
      if (old.isPresent() && now.isPresent()) {
        addAttributes(found, old.get(), now.get());
      } else if (before.containsKey(object.parent()) == after.containsKey(object.parent())) {
        found.add(
            new Difference(
                object.kind(),
                object.name(),
                Optional.empty(),
                old.map(it -> "there"),
                now.map(it -> "there")));
      }
    }
    return List.copyOf(found);
  }

  /** Adds the objects of the groups that are not the same in the other state. */
  private static void addOther(Map<String, CatalogObject> objects, Catalog one, Catalog other) {
    one.groups.forEach(
        (name, group) -> {
          if (!group.equals(other.groups.get(name))) {
            group.forEach(it -> objects.put(it.key(), it));
          }
        });
  }

  private static void addAttributes(
      List<Difference> found, CatalogObject before, CatalogObject after) {
    SortedSet<String> names = new TreeSet<>(before.attributes().keySet());
    names.addAll(after.attributes().keySet());
    for (var name : names) {
      var old = before.attributes().get(name);
      var now = after.attributes().get(name);
      if (!Objects.equals(old, now)) {
        found.add(
            new Difference(
                before.kind(),
                before.name(),
                Optional.of(name),
                Optional.ofNullable(old),
                Optional.ofNullable(now)));
      }
    }
  }
}
