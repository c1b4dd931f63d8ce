package dev.schemamigration.schema.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All entries of one database. */
public final class Catalog {
  private final Map<CatalogEntry.Key, CatalogEntry> entries = new LinkedHashMap<>();

  Catalog(Iterable<CatalogEntry> found) {
    var sorted = new TreeSet<CatalogEntry>();
    found.forEach(sorted::add);
    sorted.forEach(it -> entries.put(it.key(), it));
  }

  /** The entries of one kind. */
  public Stream<CatalogEntry> ofKind(String kind) {
    return entries.values().stream().filter(it -> it.kind().equals(kind));
  }

  public Optional<CatalogEntry> find(CatalogEntry.Key key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** Those entries that {@code wanted} accepts. */
  public Catalog filter(Predicate<CatalogEntry> wanted) {
    return new Catalog(entries.values().stream().filter(wanted).toList());
  }

  /** What has to change for {@code this} to become {@code other}, by kind and name. */
  public List<CatalogChange> changesTo(Catalog other) {
    var changes = new ArrayList<CatalogChange>();
    for (var entry : entries.values()) {
      var counterpart = other.find(entry.key());
      if (counterpart.isEmpty()) {
        changes.add(new CatalogChange(entry.key(), Optional.of(entry), Optional.empty()));
      } else if (!counterpart.get().equals(entry)) {
        changes.add(new CatalogChange(entry.key(), Optional.of(entry), counterpart));
      }
    }
    for (var entry : other.entries.values()) {
      if (!entries.containsKey(entry.key())) {
        changes.add(new CatalogChange(entry.key(), Optional.empty(), Optional.of(entry)));
      }
    }
    changes.sort(CatalogChange.ORDER);
    return List.copyOf(changes);
  }
}
