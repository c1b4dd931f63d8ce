package dev.schemamigration.verify;

import dev.schemamigration.verify.catalog.Catalog;
import dev.schemamigration.verify.catalog.CatalogObject;
import dev.schemamigration.verify.rows.ForeignKeyProbe;
import dev.schemamigration.verify.rows.ForeignKeyResult.Outcome;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Predicate;

/** Checks indexes and foreign keys where the whole directory is applied. */
final class FinalChecks {
  private final History history;
  private final Findings findings;
  private final Levels levels;

  FinalChecks(History history, Findings findings, Levels levels) {
    this.history = history;
    this.findings = findings;
    this.levels = levels;
  }

  void run(ScratchRun run, String trackingSchema) throws SQLException {
    var catalog = run.catalog();
    indexes(catalog);
    foreignKeys(run, catalog, trackingSchema);
  }

  private void indexes(Catalog catalog) {
    var indexes = catalog.objects("index");
    for (var index : indexes) {
      if (isInvalid(index)) {
        findings.add(
            Finding.failure(
                Check.INDEXES,
                maker(index, FinalChecks::isInvalid),
                "index " + index.name() + " is not valid: no query uses it"));
      }
    }
    findings.done(Check.INDEXES, indexes.size() + " indexes, all valid");
  }

  private static boolean isInvalid(CatalogObject index) {
    return is(index.attributes(), "valid", "no") || is(index.attributes(), "ready", "no");
  }

  private void foreignKeys(ScratchRun run, Catalog catalog, String trackingSchema)
      throws SQLException {
    int number = 0;
    for (var key : catalog.objects("constraint")) {
      var attributes = key.attributes();
      if (!attributes.getOrDefault("definition", "").startsWith("FOREIGN KEY")) {
        continue;
      }
      number++;
      if (isNotValid(key)) {
        findings.add(
            Finding.failure(
                Check.FOREIGN_KEYS,
                maker(key, FinalChecks::isNotValid),
                "foreign key "
                    + key.name()
                    + " is not validated (NOT VALID): older rows may refer to nothing"));
      }
      if (is(attributes, "enforced", "no")) {
        findings.add(
            Finding.failure(
                Check.FOREIGN_KEYS,
                maker(key, it -> is(it.attributes(), "enforced", "no")),
                "foreign key " + key.name() + " is not enforced: its triggers are disabled"));
      }
    }
    int tried = 0;
    for (var result : new ForeignKeyProbe(run.viewer(), trackingSchema).tryAll()) {
      tried += result.outcome() == Outcome.WORKS ? 1 : 0;
      if (result.outcome() == Outcome.OPEN) {
        findings.add(
            Finding.failure(
                Check.FOREIGN_KEYS,
                catalog
                    .find("constraint", result.name())
                    .map(it -> maker(it, any -> true))
                    .orElse(""),
                "foreign key " + result.name() + " lets in a row that refers to nothing"));
      }
    }
    findings.done(
        Check.FOREIGN_KEYS,
        "%d foreign keys, all valid; %d refused a row that refers to nothing"
            .formatted(number, tried));
  }

  private static boolean isNotValid(CatalogObject key) {
    return is(key.attributes(), "validated", "no");
  }

  private static boolean is(Map<String, String> attributes, String name, String value) {
    return value.equals(attributes.get(name));
  }

  /** The revision from which on the object is as it should not be. */
  private String maker(CatalogObject object, Predicate<CatalogObject> wrong) {
    for (int level = history.size(); level > 0; level--) {
      boolean before =
          levels
              .find(history.key(level - 1))
              .flatMap(it -> it.find(object.kind(), object.name()))
              .filter(wrong)
              .isPresent();
      if (!before) {
        return history.revision(level - 1);
      }
    }
    return "";
  }
}
