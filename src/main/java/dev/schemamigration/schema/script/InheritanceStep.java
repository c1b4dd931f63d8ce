package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.CatalogEntry;
import dev.schemamigration.schema.catalog.SqlName;
import dev.schemamigration.schema.definition.TopLevel;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes tables children of other tables, and takes them out: the library would drop the columns for
 * that which the parent has too, and their values with them.
 */
final class InheritanceStep {
  private static final String OF = "CHILD OF ";

  private final Catalog now;
  private final Catalog wanted;

  InheritanceStep(Catalog now, Catalog wanted) {
    this.now = now;
    this.wanted = wanted;
  }

  List<ScriptStatement> statements() {
    var statements = new ArrayList<ScriptStatement>();
    for (var table : now.ofKind("table").toList()) {
      wanted.find(table.key()).ifPresent(it -> statements.addAll(statements(table, it)));
    }
    return statements;
  }

  private List<ScriptStatement> statements(CatalogEntry from, CatalogEntry to) {
    var before = parents(from);
    var after = parents(to);
    var kept = before.stream().filter(after::contains).toList();
    if (!after.subList(0, kept.size()).equals(kept) && !inherits(from)) {
      kept = List.of(); // the order of parents is that in which they came
    }
    var statements = new ArrayList<ScriptStatement>();
    for (var parent : before) {
      if (!kept.contains(parent)) {
        statements.add(alter(from, "NO INHERIT " + parent));
      }
    }
    for (var parent : after) {
      if (!kept.contains(parent)) {
        statements.add(alter(from, "INHERIT " + parent));
      }
    }
    return statements;
  }

  /** Whether the table has columns from its parents alone: without these, they become its own. */
  private boolean inherits(CatalogEntry table) {
    return now.ofKind("column")
        .filter(it -> SqlName.parent(it.name()).equals(table.name()))
        .anyMatch(it -> it.definition().endsWith("INHERITED"));
  }

  private static ScriptStatement alter(CatalogEntry table, String action) {
    return ScriptStatement.of("ALTER TABLE " + table.name() + " " + action);
  }

  private static List<String> parents(CatalogEntry table) {
    return table
        .definition()
        .lines()
        .filter(it -> it.startsWith(OF))
        .findFirst()
        .map(it -> TopLevel.split(it.substring(OF.length())))
        .orElse(List.of());
  }
}
