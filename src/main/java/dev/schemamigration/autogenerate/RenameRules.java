package dev.schemamigration.autogenerate;

import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.CatalogEntry;
import dev.schemamigration.schema.catalog.SqlName;
import dev.schemamigration.schema.script.Rename;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is said to be only renamed. A table or column that one side alone has, and that nothing is
 * said of, is dropped and added.
 *
 * @param rules each as {@code table.old=new} or {@code old_table=new_table}, schemas before them
 *     where two have such a table
 */
public record RenameRules(List<String> rules) {
  /** Nothing is renamed. */
  public static final RenameRules NONE = new RenameRules(List.of());

  public RenameRules {
    rules = List.copyOf(rules);
  }

  /** These and others. */
  public RenameRules and(RenameRules others) {
    var all = new ArrayList<>(rules);
    all.addAll(others.rules);
    return new RenameRules(all);
  }

  /**
   * The renames of tables, and then those of columns, as the schema before them has the names.
   *
   * @throws UnknownRename when a rule names what is not there
   */
  List<Rename> resolved(Catalog before, Catalog after) {
    var tables = new ArrayList<Rename>();
    var columns = new ArrayList<Rename>();
    for (var rule : rules) {
      int equals = rule.lastIndexOf('=');
      if (equals < 1 || equals == rule.length() - 1) {
        throw new UnknownRename(rule, "write table.old=new or old_table=new_table");
      }
      var from = rule.substring(0, equals).strip();
      var to = rule.substring(equals + 1).strip();
      var column = one(before, "column", from);
      var table = one(before, "table", from);
      if (column.isPresent()) {
        var old = column.get().name();
        columns.add(
            new Rename(old, SqlName.parent(old) + "." + quoted(after, "column", SqlName.last(to))));
      } else if (table.isPresent()) {
        tables.add(new Rename(table.get().name(), target(table.get(), after, to)));
      } else {
        throw new UnknownRename(
            rule, "neither a table nor a column " + from + " is what the migrations lead to");
      }
    }
    var all = new ArrayList<>(tables);
    columns.forEach(it -> all.add(after(tables, it)));
    return all;
  }

  /** The new name of a table, in its own schema where none is named. */
  private static String target(CatalogEntry table, Catalog after, String to) {
    var parts = SqlName.parts(to);
    var schema =
        parts.size() == 2
            ? quoted(after, "schema", parts.getFirst())
            : SqlName.parent(table.name());
    return schema + "." + quoted(after, "table", parts.getLast());
  }

  /** The rename of a column, behind those of tables. */
  private static Rename after(List<Rename> tables, Rename column) {
    var table = SqlName.parent(column.from());
    return tables.stream()
        .filter(it -> it.from().equals(table))
        .findFirst()
        .map(
            it ->
                new Rename(
                    it.to() + "." + SqlName.last(column.from()),
                    it.to() + "." + SqlName.last(column.to())))
        .orElse(column);
  }

  /** The only entry whose name ends like this. */
  private static Optional<CatalogEntry> one(Catalog catalog, String kind, String name) {
    var wanted = unquoted(name);
    var found =
        catalog
            .ofKind(kind)
            .filter(
                it -> {
                  var parts = unquoted(it.name());
                  int from = parts.size() - wanted.size();
                  return wanted.size() >= (kind.equals("column") ? 2 : 1)
                      && from >= 0
                      && parts.subList(from, parts.size()).equals(wanted);
                })
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static List<String> unquoted(String name) {
    return SqlName.parts(name).stream().map(SqlName::unquoted).toList();
  }

  /** As the server quotes it, if the other side has such a name. */
  private static String quoted(Catalog catalog, String kind, String name) {
    return catalog
        .ofKind(kind)
        .map(it -> SqlName.last(it.name()))
        .filter(it -> SqlName.unquoted(it).equals(SqlName.unquoted(name)))
        .findFirst()
        .orElse(SqlQuoting.identifier(SqlName.unquoted(name)));
  }
}
