package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.definition.EnumValues;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes enums to their values. Added values are a statement each; an enum that loses values, or has
 * them in another order, is made anew.
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
    var lost = from.values().stream().filter(it -> !to.values().contains(it)).toList();
    return new TypeRebuild(connection)
        .statements(
            from.name(),
            "CREATE TYPE " + from.name() + " AS ENUM (" + String.join(", ", to.values()) + ")",
            column -> {
              var conversion = ScriptStatement.of(column.byText(from.name()));
              return lost.isEmpty() || column.attribute()
                  ? conversion
                  : conversion.noted(
                      "stops at rows that have " + onOneLine(String.join(", ", lost)));
            });
  }

  private static String onOneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
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
