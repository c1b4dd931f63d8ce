package dev.schemamigration.schema.script;

import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.CatalogChange;
import dev.schemamigration.schema.catalog.CatalogEntry;
import dev.schemamigration.schema.catalog.SqlName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes NOT NULL constraints with names, or that are not validated, to what is wanted. One that has
 * the name that the server gives it is in no catalog.
 */
final class NotNullStep {
  private static final String KIND = "not null constraint";
  private static final String BEGINNING = "NOT NULL ";
  private static final String NOT_VALID = " NOT VALID";

  private final Catalog now;
  private final Catalog wanted;

  NotNullStep(Catalog now, Catalog wanted) {
    this.now = now;
    this.wanted = wanted;
  }

  /** Statements that rename what is otherwise as it should be. */
  List<ScriptStatement> renames() {
    return statements().stream().filter(it -> it.sql().contains(" RENAME CONSTRAINT ")).toList();
  }

  List<ScriptStatement> statements() {
    var statements = new ArrayList<String>();
    for (var change : now.changesTo(wanted)) {
      if (change.key().kind().equals(KIND)) {
        statements.addAll(statements(change));
      }
    }
    return statements.stream().map(ScriptStatement::of).toList();
  }

  private List<String> statements(CatalogChange change) {
    if (change.after().isEmpty()) {
      var gone = change.before().orElseThrow();
      return of(wanted, gone).isPresent() ? List.of() : unnamed(gone);
    }
    var to = change.after().get();
    return change
        .before()
        .or(() -> of(now, to))
        .map(from -> changed(from, to))
        .orElseGet(() -> named(to));
  }

  /** The entry of another name for the same column. */
  private static Optional<CatalogEntry> of(Catalog catalog, CatalogEntry other) {
    return catalog
        .ofKind(KIND)
        .filter(it -> SqlName.parent(it.name()).equals(SqlName.parent(other.name())))
        .filter(it -> column(it).equals(column(other)))
        .findFirst();
  }

  private static List<String> changed(CatalogEntry from, CatalogEntry to) {
    var statements = new ArrayList<String>();
    var validated = from.definition().equals(to.definition() + NOT_VALID);
    if (!validated && !from.definition().equals(to.definition())) {
      return List.of(alter(from, "DROP CONSTRAINT " + SqlName.last(from.name())), add(to));
    }
    if (validated) {
      statements.add(alter(from, "VALIDATE CONSTRAINT " + SqlName.last(from.name())));
    }
    if (!from.name().equals(to.name())) {
      statements.add(rename(from, SqlName.last(from.name()), SqlName.last(to.name())));
    }
    return statements;
  }

  /** From the name that the server gives, if the column has the constraint at all. */
  private List<String> named(CatalogEntry to) {
    if (!isNotNull(now, to)) {
      return List.of(add(to));
    }
    return to.definition().equals(BEGINNING + column(to))
        ? List.of(rename(to, usual(to), SqlName.last(to.name())))
        : List.of(alter(to, "ALTER COLUMN " + column(to) + " DROP NOT NULL"), add(to));
  }

  /** To the name that the server gives, if the column keeps the constraint. */
  private List<String> unnamed(CatalogEntry gone) {
    var name = SqlName.last(gone.name());
    if (!isNotNull(wanted, gone)) {
      return List.of(alter(gone, "DROP CONSTRAINT " + name));
    }
    var plain = BEGINNING + column(gone);
    if (gone.definition().equals(plain + NOT_VALID)) {
      return List.of(alter(gone, "VALIDATE CONSTRAINT " + name), rename(gone, name, usual(gone)));
    }
    return gone.definition().equals(plain)
        ? List.of(rename(gone, name, usual(gone)))
        : List.of(
            alter(gone, "DROP CONSTRAINT " + name),
            alter(gone, "ALTER COLUMN " + column(gone) + " SET NOT NULL"));
  }

  private static boolean isNotNull(Catalog catalog, CatalogEntry constraint) {
    return catalog
        .find(
            new CatalogEntry.Key(
                "column", SqlName.parent(constraint.name()) + "." + column(constraint)))
        .filter(it -> it.definition().lines().anyMatch("NOT NULL"::equals))
        .isPresent();
  }

  private static String column(CatalogEntry constraint) {
    return constraint
        .definition()
        .substring(BEGINNING.length())
        .replaceFirst("( NO INHERIT)?( NOT VALID)?$", "");
  }

  private static String usual(CatalogEntry constraint) {
    var table = SqlName.last(SqlName.parent(constraint.name()));
    return SqlQuoting.identifier(
        SqlName.unquoted(table) + "_" + SqlName.unquoted(column(constraint)) + "_not_null");
  }

  private static String add(CatalogEntry constraint) {
    return alter(
        constraint,
        "ADD CONSTRAINT " + SqlName.last(constraint.name()) + " " + constraint.definition());
  }

  private static String rename(CatalogEntry constraint, String from, String to) {
    return alter(constraint, "RENAME CONSTRAINT " + from + " TO " + to);
  }

  private static String alter(CatalogEntry constraint, String action) {
    return "ALTER TABLE " + SqlName.parent(constraint.name()) + " " + action;
  }
}
