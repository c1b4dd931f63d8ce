package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.CatalogEntry;
import dev.schemamigration.schema.catalog.SqlName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Renames constraints, indexes and sequences that are the same but for their names, as after the
 * rename of a table, from whose name theirs were made.
 */
final class NameStep {
  private final Catalog now;
  private final Catalog wanted;

  NameStep(Catalog now, Catalog wanted) {
    this.now = now;
    this.wanted = wanted;
  }

  List<ScriptStatement> statements() {
    var statements = new ArrayList<ScriptStatement>();
    for (var kind : List.of("constraint", "not null constraint")) {
      pairs(kind, it -> SqlName.parent(it.name()) + " " + it.definition())
          .forEach(
              it ->
                  statements.add(
                      ScriptStatement.of(
                          "ALTER TABLE %s RENAME CONSTRAINT %s TO %s"
                              .formatted(
                                  SqlName.parent(it.from().name()),
                                  SqlName.last(it.from().name()),
                                  SqlName.last(it.to().name())))));
    }
    pairs("index", NameStep::unnamed).forEach(it -> statements.add(rename("ALTER INDEX ", it)));
    pairs("sequence", NameStep::owned).forEach(it -> statements.add(rename("ALTER SEQUENCE ", it)));
    return statements;
  }

  private record Pair(CatalogEntry from, CatalogEntry to) {}

  private static ScriptStatement rename(String beginning, Pair pair) {
    return ScriptStatement.of(
        beginning + pair.from().name() + " RENAME TO " + SqlName.last(pair.to().name()));
  }

  /** The definition without the name; that of a constraint is renamed with the constraint. */
  private static String unnamed(CatalogEntry index) {
    return index.definition().contains(" CONSTRAINT ")
        ? "named by its constraint " + index.name()
        : index.definition().replace(" " + SqlName.last(index.name()) + " ON ", " ON ");
  }

  /** Only sequences of columns are the same as another. */
  private static String owned(CatalogEntry sequence) {
    return sequence.definition().contains(" BY ") ? sequence.definition() : sequence.name();
  }

  /** Entries that only one side has, where each is the only one of its definition. */
  private List<Pair> pairs(String kind, Function<CatalogEntry, String> identity) {
    var pairs = new ArrayList<Pair>();
    var gone = missing(kind, now, wanted);
    var come = missing(kind, wanted, now);
    for (var from : gone) {
      var same =
          gone.stream().filter(it -> identity.apply(it).equals(identity.apply(from))).toList();
      var matching =
          come.stream().filter(it -> identity.apply(it).equals(identity.apply(from))).toList();
      if (same.size() == 1 && matching.size() == 1) {
        pairs.add(new Pair(from, matching.getFirst()));
      }
    }
    return pairs;
  }

  private static List<CatalogEntry> missing(String kind, Catalog of, Catalog in) {
    return of.ofKind(kind).filter(it -> in.find(it.key()).isEmpty()).toList();
  }
}
