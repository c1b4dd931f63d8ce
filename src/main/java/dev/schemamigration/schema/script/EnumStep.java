package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.Catalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes enums to their values. Added values are a statement each; an enum that loses values, or has
 * them in another order, is made anew, and its columns are converted. What stands in the way of
 * that is dropped; whatever follows puts it back, because the desired schema has it.
 */
final class EnumStep {
  private final Connection connection;
  private final Map<String, EnumType> wanted;

  EnumStep(Connection connection, Catalog wanted) {
    this.connection = connection;
    this.wanted = enums(wanted);
  }

  /** Statements that add values, in an order in which each finds its neighbour. */
  List<ScriptStatement> additions(Catalog now) {
    var statements = new ArrayList<ScriptStatement>();
    enums(now)
        .forEach(
            (name, type) ->
                counterpart(name)
                    .filter(type::growsTo)
                    .ifPresent(it -> statements.addAll(additions(type, it))));
    return statements;
  }

  private static List<ScriptStatement> additions(EnumType from, EnumType to) {
    var statements = new ArrayList<ScriptStatement>();
    for (int i = 0; i < to.values().size(); i++) {
      var value = to.values().get(i);
      if (!from.values().contains(value)) {
        var place =
            i == 0
                ? from.values().isEmpty() ? "" : " BEFORE " + from.values().getFirst()
                : " AFTER " + to.values().get(i - 1);
        statements.add(
            ScriptStatement.of("ALTER TYPE " + to.name() + " ADD VALUE " + value + place)
                .at(Stage.ENUM_VALUES));
      }
    }
    return statements;
  }

  /**
   * Statements that make enums anew.
   *
   * @param evenGrowing also those that only gain values, so that they can be used at once
   */
  List<ScriptStatement> rebuilds(Catalog now, boolean evenGrowing) throws SQLException {
    var statements = new LinkedHashMap<String, ScriptStatement>();
    for (var type : enums(now).values()) {
      var target = counterpart(type.name()).filter(it -> !it.values().equals(type.values()));
      if (target.isPresent() && (evenGrowing || !type.growsTo(target.get()))) {
        rebuild(type, target.get()).forEach(it -> statements.putIfAbsent(it.sql(), it));
      }
    }
    return List.copyOf(statements.values());
  }

  private List<ScriptStatement> rebuild(EnumType from, EnumType to) throws SQLException {
    var columns = columns(from.name());
    var statements = new ArrayList<ScriptStatement>();
    for (var drop : dependents(from.name())) {
      statements.add(ScriptStatement.of(drop));
    }
    var former = formerName(from.name());
    statements.add(ScriptStatement.of("ALTER TYPE " + from.name() + " RENAME TO " + former.bare()));
    statements.add(
        ScriptStatement.of(
            "CREATE TYPE " + from.name() + " AS ENUM (" + String.join(", ", to.values()) + ")"));
    var lost = from.values().stream().filter(it -> !to.values().contains(it)).toList();
    for (var column : columns) {
      var conversion = column.conversion(from.name());
      statements.add(
          lost.isEmpty() || column.attribute()
              ? ScriptStatement.of(conversion)
              : ScriptStatement.of(conversion)
                  .noted("stops at rows that have " + onOneLine(String.join(", ", lost))));
    }
    statements.add(ScriptStatement.of("DROP TYPE " + former.qualified()));
    return statements;
  }

  private static String onOneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private record FormerName(String qualified, String bare) {}

  /** A name that fits into 63 bytes whatever the type is called. */
  private static FormerName formerName(String name) {
    var bare = "former_" + Integer.toHexString(name.hashCode());
    var schema = name.substring(0, schemaEnd(name));
    return new FormerName(schema + "." + bare, bare);
  }

  private static int schemaEnd(String name) {
    if (name.charAt(0) != '"') {
      return name.indexOf('.');
    }
    int end = 1;
    while (name.charAt(end) != '"' || name.charAt(end + 1) == '"') {
      end += name.charAt(end) == '"' ? 2 : 1;
    }
    return end + 1;
  }

  private record TypeColumn(
      String table, String column, boolean attribute, boolean array, boolean generated) {
    String conversion(String type) {
      var full = array ? type + "[]" : type;
      return attribute
          ? "ALTER TYPE " + table + " ALTER ATTRIBUTE " + column + " TYPE " + full + " CASCADE"
          : "ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %s::text%s::%s"
              .formatted(table, column, full, column, array ? "[]" : "", full);
    }
  }

  private List<TypeColumn> columns(String type) throws SQLException {
    var columns = new ArrayList<TypeColumn>();
    try (var query = connection.prepareStatement(StepQueries.TYPE_COLUMNS)) {
      query.setString(1, type);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          if (!rows.getBoolean(5)) {
            columns.add(
                new TypeColumn(
                    rows.getString(1),
                    rows.getString(2),
                    rows.getBoolean(3),
                    rows.getBoolean(4),
                    rows.getBoolean(5)));
          }
        }
      }
    }
    return columns;
  }

  private Set<String> dependents(String type) throws SQLException {
    var statements = new LinkedHashSet<String>();
    try (var query = connection.prepareStatement(StepQueries.TYPE_DEPENDENTS)) {
      query.setString(1, type);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          statements.add(rows.getString(1));
        }
      }
    }
    return statements;
  }

  private Optional<EnumType> counterpart(String name) {
    return Optional.ofNullable(wanted.get(name));
  }

  private static Map<String, EnumType> enums(Catalog catalog) {
    var enums = new LinkedHashMap<String, EnumType>();
    catalog
        .ofKind("type")
        .filter(it -> it.definition().startsWith("ENUM ("))
        .forEach(
            it -> enums.put(it.name(), new EnumType(it.name(), EnumValues.of(it.definition()))));
    return enums;
  }
}
