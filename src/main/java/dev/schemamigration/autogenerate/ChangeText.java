package dev.schemamigration.autogenerate;

import dev.schemamigration.schema.catalog.CatalogChange;
import dev.schemamigration.schema.catalog.CatalogEntry;

/** Says on one line how an entry differs. */
public final class ChangeText {
  private static final int LONGEST = 120;

  private ChangeText() {}

  /** Such as {@code added column public.a.x: integer NOT NULL}. */
  public static String line(CatalogChange change) {
    var object = change.key().kind() + " " + change.key().name();
    return oneLine(
        switch (change.effect()) {
          case ADDED -> "added " + object + detail(change.after().orElseThrow());
          case REMOVED -> "removed " + object;
          case CHANGED ->
              "changed %s: %s -> %s"
                  .formatted(
                      object,
                      shortened(change.before().orElseThrow().definition()),
                      shortened(change.after().orElseThrow().definition()));
        });
  }

  private static String detail(CatalogEntry entry) {
    return entry.definition().isBlank() ? "" : ": " + shortened(entry.definition());
  }

  private static String shortened(String definition) {
    var text = oneLine(definition);
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /** A text without line ends. */
  static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
