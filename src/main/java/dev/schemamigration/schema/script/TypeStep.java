package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.CatalogEntry;
import dev.schemamigration.schema.catalog.SqlName;
import dev.schemamigration.schema.definition.TopLevel;
import dev.schemamigration.schema.script.TypeRebuild.TypeColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes domains anew that get another type below them, and composite types in columns whose
 * attributes change: the server changes neither in place.
 */
final class TypeStep {
  private final TypeRebuild rebuild;
  private final Catalog now;
  private final Catalog wanted;

  TypeStep(Connection connection, Catalog now, Catalog wanted) {
    this.rebuild = new TypeRebuild(connection);
    this.now = now;
    this.wanted = wanted;
  }

  List<ScriptStatement> statements() throws SQLException {
    var statements = new LinkedHashMap<String, ScriptStatement>();
    for (var kind : List.of("domain", "type")) {
      for (var entry : now.ofKind(kind).toList()) {
        var target = wanted.find(entry.key());
        if (target.isPresent()) {
          var anew =
              kind.equals("domain") ? domain(entry, target.get()) : type(entry, target.get());
          anew.forEach(it -> statements.putIfAbsent(it.sql(), it));
        }
      }
    }
    return List.copyOf(statements.values());
  }

  /** Statements for domains whose constraints the server does not change: columns use them. */
  List<ScriptStatement> stuck() throws SQLException {
    var statements = new ArrayList<ScriptStatement>();
    for (var entry : now.ofKind("domain").toList()) {
      var target = wanted.find(entry.key());
      if (target.isPresent() && lacksConstraint(entry)) {
        statements.addAll(domainAnew(entry, target.get()));
      }
    }
    return statements;
  }

  private boolean lacksConstraint(CatalogEntry domain) {
    return wanted
        .ofKind("domain constraint")
        .filter(it -> SqlName.parent(it.name()).equals(domain.name()))
        .anyMatch(it -> now.find(it.key()).isEmpty());
  }

  private List<ScriptStatement> domain(CatalogEntry from, CatalogEntry to) throws SQLException {
    return below(from).equals(below(to)) ? List.of() : domainAnew(from, to);
  }

  private List<ScriptStatement> domainAnew(CatalogEntry from, CatalogEntry to) throws SQLException {
    var create = new StringBuilder("CREATE DOMAIN " + to.name() + " AS " + to.definition());
    wanted
        .ofKind("domain constraint")
        .filter(it -> SqlName.parent(it.name()).equals(to.name()))
        .filter(it -> !it.definition().endsWith(" NOT VALID"))
        .forEach(
            it -> create.append(" CONSTRAINT " + SqlName.last(it.name()) + " " + it.definition()));
    return rebuild.statements(
        from.name(), create.toString(), column -> ScriptStatement.of(column.byText(from.name())));
  }

  /** The type below a domain, and its collation. */
  private static String below(CatalogEntry domain) {
    return domain
        .definition()
        .lines()
        .filter(it -> !it.startsWith("DEFAULT ") && !it.equals("NOT NULL"))
        .collect(Collectors.joining("\n"));
  }

  private List<ScriptStatement> type(CatalogEntry from, CatalogEntry to) throws SQLException {
    var before = CompositeAttributes.of(from);
    var after = CompositeAttributes.of(to);
    if (before.isEmpty() || after.isEmpty() || before.growsTo(after)) {
      return List.of();
    }
    if (!rebuild.isInTables(from.name())) {
      return List.of();
    }
    return rebuild.statements(
        from.name(),
        "CREATE TYPE " + to.name() + " AS (" + after.text() + ")",
        column -> ScriptStatement.of(converted(column, to.name(), before, after)));
  }

  private static String converted(
      TypeColumn column, String type, CompositeAttributes before, CompositeAttributes after) {
    if (column.array()) {
      return column.byText(type);
    }
    var row =
        after.types().entrySet().stream()
            .map(
                it ->
                    before.types().containsKey(it.getKey())
                        ? "(%s).%s::%s".formatted(column.column(), it.getKey(), it.getValue())
                        : "NULL")
            .collect(Collectors.joining(", "));
    return column.to(
        type,
        "CASE WHEN %1$s IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(%2$s)::%3$s END"
            .formatted(column.column(), row, type));
  }

  /**
   * The attributes of a composite type.
   *
   * @param types by name, as the server writes both, in their order
   */
  record CompositeAttributes(Map<String, String> types, String text) {
    private static final String BEGINNING = "COMPOSITE (";

    static CompositeAttributes of(CatalogEntry type) {
      var definition = type.definition();
      var types = new LinkedHashMap<String, String>();
      if (!definition.startsWith(BEGINNING)) {
        return new CompositeAttributes(types, "");
      }
      var text = definition.substring(BEGINNING.length(), definition.length() - 1);
      for (var attribute : TopLevel.split(text)) {
        int end = TopLevel.nameEnd(attribute);
        types.put(attribute.substring(0, end), attribute.substring(end).strip());
      }
      return new CompositeAttributes(types, text);
    }

    boolean isEmpty() {
      return types.isEmpty();
    }

    /** Whether attributes only go, and others come behind those that stay. */
    boolean growsTo(CompositeAttributes other) {
      var kept = new ArrayList<>(types.keySet());
      kept.retainAll(other.types.keySet());
      var names = new ArrayList<>(other.types.keySet());
      return names.subList(0, kept.size()).equals(kept)
          && kept.stream().allMatch(it -> types.get(it).equals(other.types.get(it)));
    }
  }
}
