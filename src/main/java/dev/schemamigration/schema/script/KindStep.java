package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.CatalogEntry;
import dev.schemamigration.schema.catalog.SqlName;
import java.util.ArrayList;
import java.util.List;

/** Drops what gives its name to something of another kind, which the library takes for the same. */
final class KindStep {
  private static final String CONSTRAINT = "constraint";

  private final Catalog now;
  private final Catalog wanted;

  KindStep(Catalog now, Catalog wanted) {
    this.now = now;
    this.wanted = wanted;
  }

  List<ScriptStatement> statements() {
    var statements = new ArrayList<ScriptStatement>();
    now.ofKind(CONSTRAINT)
        .filter(
            it -> wanted.find(it.key()).filter(other -> !kind(other).equals(kind(it))).isPresent())
        .forEach(
            it ->
                statements.add(
                    ScriptStatement.of(
                        "ALTER TABLE %s DROP CONSTRAINT %s"
                            .formatted(SqlName.parent(it.name()), SqlName.last(it.name())))));
    return statements;
  }

  /** The first word, such as {@code CHECK}. */
  private static String kind(CatalogEntry constraint) {
    return constraint.definition().substring(0, constraint.definition().indexOf(' '));
  }
}
