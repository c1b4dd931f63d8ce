package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.CatalogEntry.Key;
import java.util.ArrayList;
import java.util.List;

/** Gives objects to the roles that own them in the schema that is wanted. */
final class OwnerStep {
  private static final String KIND = "owner";

  private OwnerStep() {}

  static List<ScriptStatement> statements(Catalog now, Catalog wanted) {
    var statements = new ArrayList<ScriptStatement>();
    wanted
        .ofKind(KIND)
        .filter(it -> !now.find(it.key()).equals(java.util.Optional.of(it)))
        .forEach(
            it ->
                statements.add(
                    ScriptStatement.of("ALTER " + it.name() + " OWNER TO " + it.definition())));
    now.ofKind(KIND)
        .filter(it -> wanted.find(new Key(KIND, it.name())).isEmpty())
        .forEach(
            it ->
                statements.add(
                    ScriptStatement.of("ALTER " + it.name() + " OWNER TO CURRENT_USER")));
    return statements;
  }
}
