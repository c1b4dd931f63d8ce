package dev.schemamigration.autogenerate;

import dev.schemamigration.schema.catalog.CatalogChange;
import dev.schemamigration.schema.script.Script;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a database differs from what its revisions produce.
 *
 * @param heads the revisions that it is at
 * @param changes what was done to it beside the revisions
 * @param script the SQL that was asked for
 */
public record DriftReport(
    List<String> heads, List<CatalogChange> changes, Optional<Script> script) {
  /** Kinds for which no SQL is written. */
  private static final Set<String> WITHOUT_SQL =
      Set.of(
          "access method",
          "conversion",
          "language",
          "operator class",
          "operator family",
          "publication",
          "publication schema",
          "security label",
          "subscription",
          "subscription setting",
          "transform");

  public DriftReport {
    heads = List.copyOf(heads);
    changes = List.copyOf(changes);
  }

  /** Those changes for whose kind no SQL is written. */
  public List<CatalogChange> withoutSql() {
    return changes.stream().filter(DriftReport::isWithoutSql).toList();
  }

  /** Whether no SQL is written for a change of its kind. */
  public static boolean isWithoutSql(CatalogChange change) {
    return WITHOUT_SQL.contains(change.key().kind());
  }
}
