package dev.schemamigration.cli.output;

import dev.schemamigration.autogenerate.ChangeText;
import dev.schemamigration.autogenerate.DriftReport;
import dev.schemamigration.autogenerate.ProtectedSql;
import dev.schemamigration.schema.catalog.CatalogChange;
import dev.schemamigration.schema.catalog.CatalogChange.Effect;
import dev.schemamigration.schema.script.Script;
import java.util.ArrayList;
import java.util.List;

/** Drift as text for people, and as SQL. */
public final class DriftLines {
  private DriftLines() {}

  /** What was added, removed and changed beside the revisions. */
  public static List<String> of(DriftReport report) {
    var where = report.heads().isEmpty() ? "base" : String.join(", ", report.heads());
    if (report.changes().isEmpty()) {
      return List.of("No drift: the database is what its revisions produce (" + where + ").");
    }
    var lines = new ArrayList<String>();
    lines.add("The database differs from what its revisions produce (" + where + ").");
    section(lines, report, Effect.ADDED, "Only in the database:");
    section(lines, report, Effect.REMOVED, "Missing in the database:");
    section(lines, report, Effect.CHANGED, "Different in the database:");
    return lines;
  }

  private static void section(
      List<String> lines, DriftReport report, Effect effect, String heading) {
    var changes = report.changes().stream().filter(it -> it.effect() == effect).toList();
    if (!changes.isEmpty()) {
      lines.add(heading);
      changes.forEach(it -> lines.add("  " + line(it)));
    }
  }

  private static String line(CatalogChange change) {
    var text = ChangeText.line(change);
    return text.substring(text.indexOf(' ') + 1)
        + (DriftReport.isWithoutSql(change) ? " (no SQL is written for this kind)" : "");
  }

  /** The statements, and in comments what they leave. */
  public static List<String> sql(Script script) {
    var lines = new ArrayList<String>();
    script
        .statements()
        .forEach(
            it -> {
              it.notes().forEach(note -> lines.add("-- " + note));
              lines.addAll(ProtectedSql.printable(it.sql() + ";"));
            });
    script.left().forEach(it -> lines.add("-- left: " + ChangeText.line(it)));
    return lines;
  }
}
