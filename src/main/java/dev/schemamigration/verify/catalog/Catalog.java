package dev.schemamigration.verify.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All objects of a database at one moment. */
public final class Catalog {
  private final Map<String, CatalogObject> objects = new TreeMap<>();

  /**
   * @param known an earlier state: objects that are the same are kept once
   */
  Catalog(Collection<CatalogObject> found, Optional<Catalog> known) {
    for (var object : found) {
      var key = object.key();
      var old = known.map(it -> it.objects.get(key)).orElse(object);
      objects.put(old.equals(object) ? old.key() : key, old.equals(object) ? old : object);
    }
  }

  /** The objects of a kind, sorted by name. */
  public List<CatalogObject> objects(String kind) {
    return objects.values().stream().filter(it -> it.kind().equals(kind)).toList();
  }

  /** The object of that kind and name. */
  public Optional<CatalogObject> find(String kind, String name) {
    return Optional.ofNullable(objects.get(kind + " " + name));
  }

  /**
   * How a later state differs, sorted by kind and name. What goes with an object that is there in
   * one state only is not listed beside it.
   */
  public List<Difference> differences(Catalog later) {
    var found = new ArrayList<Difference>();
    SortedSet<String> keys = new TreeSet<>(objects.keySet());
    keys.addAll(later.objects.keySet());
    for (var key : keys) {
      var before = Optional.ofNullable(objects.get(key));
      var after = Optional.ofNullable(later.objects.get(key));
      if (before.isPresent() && after.isPresent()) {
        if (before.get() != after.get()) {
          addAttributes(found, before.get(), after.get());
        }
      } else if (!isPartOfOne(before.or(() -> after).orElseThrow(), later)) {
        var object = before.or(() -> after).orElseThrow();
        found.add(
            new Difference(
                object.kind(),
                object.name(),
                Optional.empty(),
                before.map(it -> "there"),
                after.map(it -> "there")));
      }
    }
    return List.copyOf(found);
  }

  /** Whether the object that it goes with is there in one state only. */
  private boolean isPartOfOne(CatalogObject object, Catalog later) {
    return !object.parent().isEmpty()
        && objects.containsKey(object.parent()) != later.objects.containsKey(object.parent());
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
