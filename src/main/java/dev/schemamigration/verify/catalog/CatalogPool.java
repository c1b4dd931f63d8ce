package dev.schemamigration.verify.catalog;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps each object once, however many states of a database hold it. */
public final class CatalogPool {
  private static final Comparator<CatalogObject> ORDER =
      Comparator.comparing(CatalogObject::kind).thenComparing(CatalogObject::name);

  private final Map<CatalogObject, CatalogObject> objects = new HashMap<>();
  private final Map<List<CatalogObject>, List<CatalogObject>> groups = new HashMap<>();

  CatalogObject shared(CatalogObject object) {
    var known = objects.putIfAbsent(object, object);
    return known == null ? object : known;
  }

  /** A group in an order of its own. */
  List<CatalogObject> shared(List<CatalogObject> group) {
    var copy = group.stream().sorted(ORDER).toList();
    var known = groups.putIfAbsent(copy, copy);
    return known == null ? copy : known;
  }
}
