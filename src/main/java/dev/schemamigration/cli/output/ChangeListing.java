package dev.schemamigration.cli.output;

import dev.schemamigration.autogenerate.ChangeText;
import dev.schemamigration.schema.catalog.CatalogChange;
import dev.schemamigration.schema.catalog.CatalogEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Differences of schemas, as lines and as objects. */
public final class ChangeListing {
  private ChangeListing() {}

  /** A line each. */
  public static List<String> lines(List<CatalogChange> changes) {
    return changes.stream().map(it -> "  " + ChangeText.line(it)).toList();
  }

  /** An object each. */
  public static List<Map<String, Object>> objects(List<CatalogChange> changes) {
    return changes.stream().map(ChangeListing::object).toList();
  }

  private static Map<String, Object> object(CatalogChange change) {
    var object = new LinkedHashMap<String, Object>();
    object.put("change", change.effect().name().toLowerCase(Locale.ROOT));
    object.put("kind", change.key().kind());
    object.put("name", change.key().name());
    object.put("before", change.before().map(CatalogEntry::definition));
    object.put("after", change.after().map(CatalogEntry::definition));
    return object;
  }
}
