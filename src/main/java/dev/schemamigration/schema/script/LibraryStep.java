package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.CatalogEntry;
import dev.schemamigration.schema.model.ModelStatement;
import dev.schemamigration.schema.model.ModelStatement.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The library's statements: checked, in the forms that are wanted, and with notes. */
final class LibraryStep {
  private final SafeForms forms;
  private final DataLoss loss;
  private final CatalogNames triggers;
  private final ScriptOptions options;

  /**
   * @param before the schema before the whole script
   * @param now the schema before this step
   */
  LibraryStep(Catalog before, Catalog now, Catalog wanted, ScriptOptions options) {
    this.options = options;
    this.forms = new SafeForms(options.safe(), before, wanted);
    this.loss = new DataLoss(now, wanted);
    this.triggers = new CatalogNames(wanted, "trigger");
  }

  List<ScriptStatement> statements(List<ModelStatement> origins) {
    var statements = new ArrayList<ScriptStatement>();
    for (var origin : origins) {
      var sound = sound(origin);
      if (SingleStatement.is(sound) && !options.ignored().test(entry(sound))) {
        forms.of(sound).forEach(it -> statements.add(loss.marked(sound, it)));
      }
    }
    return statements;
  }

  /** What the statement is about, as far as a rule can tell. */
  private static CatalogEntry entry(ModelStatement statement) {
    var name =
        Stream.of(statement.schema(), statement.table(), statement.name())
            .filter(it -> !it.isEmpty())
            .collect(Collectors.joining("."));
    var definition =
        statement.kind().equals("index")
            ? "INDEX ON " + statement.schema() + "." + statement.table() + " USING "
            : "";
    return new CatalogEntry(statement.kind(), statement.schema(), name, definition);
  }

  /** The library leaves quotes in the arguments of a trigger as they are: the server does not. */
  private ModelStatement sound(ModelStatement origin) {
    if (!origin.kind().equals("trigger")
        || origin.action() != Action.CREATE
        || !origin.sql().startsWith("CREATE ")) {
      return origin;
    }
    return triggers
        .find(origin.schema(), origin.table(), origin.name())
        .map(CatalogEntry::definition)
        .map(it -> it.replaceFirst(" (DISABLED|REPLICA|ALWAYS)$", ""))
        .map(origin::withSql)
        .orElse(origin);
  }
}
