package dev.schemamigration.autogenerate;

import dev.schemamigration.schema.SchemaSnapshot;
import dev.schemamigration.schema.catalog.CatalogChange;
import dev.schemamigration.schema.script.Rename;
import dev.schemamigration.schema.script.Script;
import dev.schemamigration.schema.script.ScriptOptions;
import dev.schemamigration.schema.script.ScriptWriter;
import dev.schemamigration.scratch.ScratchDatabase;
import dev.schemamigration.scratch.ScratchDatabases;
import dev.schemamigration.source.Bundle;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what migrations lead to with a desired schema, and makes revisions of the difference.
 * Everything happens on scratch databases.
 */
public final class Autogenerate {
  private final ComparisonContext context;
  private final Schemas schemas;

  public Autogenerate(ComparisonContext context, ScratchDatabases databases) {
    this.context = context;
    this.schemas = new Schemas(context, databases);
  }

  /**
   * What has to change for the migrations to lead to the desired schema.
   *
   * @throws ComparisonStopped when one of the two cannot be made or read
   */
  public List<CatalogChange> compare(Bundle bundle, DesiredSchema desired) {
    try (var head = schemas.atHeads(bundle)) {
      var now = context.catalog(head.settings());
      return switch (desired) {
        case DesiredSchema.Database it -> now.changesTo(context.catalog(it.settings()));
        case DesiredSchema.Script it -> {
          try (var wanted = schemas.of(it)) {
            yield now.changesTo(context.catalog(wanted.settings()));
          }
        }
      };
    }
  }

  /**
   * Revisions whose upgrades lead from what the migrations lead to now to the desired schema, each
   * with its rollback.
   *
   * @param files composes them
   * @param rules tables and columns that only get another name
   * @param safe whether statements have the forms that lock a table for the shortest time
   * @throws ComparisonStopped when one of the schemas cannot be made or read
   */
  public Proposal propose(
      RevisionFiles files, DesiredSchema desired, RenameRules rules, boolean safe) {
    try (var head = schemas.atHeads(files.bundle())) {
      return switch (desired) {
        case DesiredSchema.Database it ->
            propose(files, head, context.read(it.settings()), rules, safe);
        case DesiredSchema.Script it -> {
          try (var wanted = schemas.of(it)) {
            yield propose(files, head, context.read(wanted.settings()), rules, safe);
          }
        }
      };
    }
  }

  private Proposal propose(
      RevisionFiles files,
      ScratchDatabase head,
      SchemaSnapshot wanted,
      RenameRules rules,
      boolean safe) {
    var former = context.read(head.settings());
    var changes = former.catalog().changesTo(wanted.catalog());
    if (changes.isEmpty()) {
      return Proposal.NOTHING;
    }
    var attempts =
        new Attempts(
            files, head, former, wanted, rules.resolved(former.catalog(), wanted.catalog()));
    var first = attempts.propose(changes, safe);
    if (!safe || first.unproved().isEmpty()) {
      return first;
    }
    var plain = attempts.propose(changes, false);
    return plain.unproved().size() < first.unproved().size()
        ? plain.noted("in plain forms: those that lock less do not lead to the desired schema")
        : first;
  }

  /** Makes a proposal, in one form or the other. */
  private final class Attempts {
    private final RevisionFiles files;
    private final ScratchDatabase head;
    private final SchemaSnapshot former;
    private final SchemaSnapshot wanted;
    private final List<Rename> renames;

    Attempts(
        RevisionFiles files,
        ScratchDatabase head,
        SchemaSnapshot former,
        SchemaSnapshot wanted,
        List<Rename> renames) {
      this.files = files;
      this.head = head;
      this.former = former;
      this.wanted = wanted;
      this.renames = renames;
    }

    Proposal propose(List<CatalogChange> changes, boolean safe) {
      var script = script(head, former, wanted, new ScriptOptions(renames, safe, false));
      var unproved = new ArrayList<String>();
      script.left().forEach(it -> unproved.add("the upgrade leaves " + Remedies.line(it)));
      script.refused().forEach(it -> unproved.add("the server refuses " + Remedies.refusal(it)));
      var levels = levels(head, former, script, renames);
      unproved.addAll(levels.unproved());
      var drafts = files.compose(levels.revisions());
      if (unproved.isEmpty()) {
        try (var work = schemas.copyOf(head)) {
          unproved.addAll(
              new Proof(context, work, files.bundle())
                  .of(drafts, levels.catalogs(), wanted.catalog()));
        }
      }
      return new Proposal(changes, drafts, unproved, List.of());
    }
  }

  private Script script(
      ScratchDatabase head, SchemaSnapshot former, SchemaSnapshot wanted, ScriptOptions options) {
    try (var work = schemas.copyOf(head)) {
      return context.inSession(
          work, session -> ScriptWriter.write(session, former, wanted, options));
    }
  }

  private Levels levels(
      ScratchDatabase head, SchemaSnapshot former, Script script, List<Rename> renames) {
    try (var work = schemas.copyOf(head)) {
      return context.inSession(
          work, session -> new StagedRun(session, former, renames).of(script.statements()));
    }
  }
}
