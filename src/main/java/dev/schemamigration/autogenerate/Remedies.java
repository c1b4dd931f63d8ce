package dev.schemamigration.autogenerate;

import dev.schemamigration.schema.catalog.CatalogChange;
import dev.schemamigration.schema.catalog.CatalogEntry;

/** Says what to do about a difference that no script leads over. */
final class Remedies {
  private static final String INHERITED = "INHERITED";

  private Remedies() {}

  /** The difference on one line, with the remedy where there is one. */
  static String line(CatalogChange change) {
    return ChangeText.line(change) + (becomesInherited(change) ? inheritance() : "");
  }

  /** What the server refuses on one line, with the remedy where there is one. */
  static String refusal(String refused) {
    return ChangeText.oneLine(refused)
        + (refused.contains("cannot cast type ")
            ? "; convert the values in a revision of your own, with ALTER COLUMN … TYPE … USING"
            : "");
  }

  private static boolean becomesInherited(CatalogChange change) {
    return change.key().kind().equals("column")
        && change.after().filter(Remedies::isInherited).isPresent()
        && change.before().filter(Remedies::isInherited).isEmpty();
  }

  private static boolean isInherited(CatalogEntry column) {
    return column.definition().endsWith(INHERITED);
  }

  private static String inheritance() {
    return "; the server makes no column inherited that a table has of its own: name it in"
        + " CREATE TABLE … INHERITS on both sides";
  }
}
