package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.CatalogEntry;
import dev.schemamigration.schema.catalog.SqlName;
import dev.schemamigration.schema.model.ModelStatement;
import dev.schemamigration.schema.model.ModelStatement.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds what a script destroys, and what may have been meant as a rename. */
final class DataLoss {
  private final Catalog before;
  private final Catalog after;

  DataLoss(Catalog before, Catalog after) {
    this.before = before;
    this.after = after;
  }

  /** The statement, marked where it destroys data. */
  ScriptStatement marked(ModelStatement origin, ScriptStatement statement) {
    if (origin.action() != Action.DROP) {
      return statement;
    }
    return switch (origin.kind()) {
      case "table" ->
          statement.noted(
              "destroys data: drops table " + shown(origin.name()) + hint(table(origin)));
      case "column" ->
          statement.noted(
              "destroys data: drops column %s of %s%s"
                  .formatted(shown(origin.name()), shown(origin.table()), hint(column(origin))));
      default -> statement;
    };
  }

  private static String hint(List<String> candidates) {
    return candidates.isEmpty()
        ? ""
        : "; if it is only renamed: " + String.join(" or ", candidates);
  }

  /** A name on one line; it is part of a comment. */
  private static String shown(String name) {
    return name.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ");
  }

  private List<String> column(ModelStatement origin) {
    var columns = new CatalogNames(before, "column");
    var dropped = columns.find(origin.schema(), origin.table(), origin.name());
    var candidates = new ArrayList<String>();
    dropped.ifPresent(
        old ->
            after
                .ofKind("column")
                .filter(it -> SqlName.parent(it.name()).equals(SqlName.parent(old.name())))
                .filter(it -> before.find(it.key()).isEmpty())
                .filter(it -> type(it).equals(type(old)))
                .forEach(
                    it ->
                        candidates.add(
                            shown(
                                "%s.%s=%s"
                                    .formatted(
                                        SqlName.parts(old.name()).get(1),
                                        SqlName.last(old.name()),
                                        SqlName.last(it.name()))))));
    return candidates;
  }

  private static String type(CatalogEntry column) {
    return column.definition().replaceAll(" (NOT NULL|DEFAULT .*)", "");
  }

  private List<String> table(ModelStatement origin) {
    var old = new CatalogNames(before, "table").find(origin.schema(), origin.name());
    var candidates = new ArrayList<String>();
    old.ifPresent(
        gone ->
            after
                .ofKind("table")
                .filter(it -> before.find(it.key()).isEmpty())
                .filter(it -> columns(after, it).equals(columns(before, gone)))
                .forEach(it -> candidates.add(shown(rule(gone.name(), it.name())))));
    return candidates;
  }

  /** The rename as a rule has it, with schemas where they differ. */
  private static String rule(String from, String to) {
    return SqlName.parent(from).equals(SqlName.parent(to))
        ? SqlName.last(from) + "=" + SqlName.last(to)
        : from + "=" + to;
  }

  private static String columns(Catalog catalog, CatalogEntry table) {
    return catalog
        .ofKind("column")
        .filter(it -> SqlName.parent(it.name()).equals(table.name()))
        .map(it -> SqlName.last(it.name()) + " " + type(it))
        .sorted()
        .collect(Collectors.joining("\n"));
  }
}
