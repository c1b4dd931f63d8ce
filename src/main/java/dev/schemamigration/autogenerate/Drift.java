package dev.schemamigration.autogenerate;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.schema.SchemaSnapshot;
import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.script.Script;
import dev.schemamigration.schema.script.ScriptOptions;
import dev.schemamigration.schema.script.ScriptWriter;
import dev.schemamigration.scratch.ScratchDatabase;
import dev.schemamigration.scratch.ScratchDatabases;
import java.util.List;
import java.util.Optional;

/** Compares a database with what the revisions that are applied to it produce. */
public final class Drift {
  private final ComparisonContext context;
  private final ScratchDatabases databases;

  public Drift(ComparisonContext context, ScratchDatabases databases) {
    this.context = context;
    this.databases = databases;
  }

  /** What a script does about drift. */
  public enum Remedy {
    /** Takes the database back to what its revisions produce. */
    MEND,
    /** Does to what the revisions produce what was done to the database. */
    RECORD
  }

  /**
   * Finds it.
   *
   * @param ignored what is left out
   * @param remedy the script that is wanted, if one is
   * @throws ComparisonStopped when the database cannot be read or its revisions not be replayed
   */
  public DriftReport find(
      ConnectionSettings database, IgnoreRules ignored, Optional<Remedy> remedy) {
    var archive = Archive.read(context, database);
    try (var replayed = databases.create()) {
      archive.replay(context, replayed.settings());
      if (remedy.isEmpty()) {
        return report(
            archive,
            context.catalog(replayed.settings()),
            context.catalog(database),
            ignored,
            Optional.empty());
      }
      var expected = context.read(replayed.settings());
      var found = context.read(database);
      var script = script(replayed, expected, found, ignored, remedy.get());
      return report(archive, expected.catalog(), found.catalog(), ignored, Optional.of(script));
    }
  }

  private static DriftReport report(
      Archive archive,
      Catalog expected,
      Catalog found,
      IgnoreRules ignored,
      Optional<Script> script) {
    return new DriftReport(
        archive.heads(),
        expected.filter(ignored::keeps).changesTo(found.filter(ignored::keeps)),
        script);
  }

  private Script script(
      ScratchDatabase replayed,
      SchemaSnapshot expected,
      SchemaSnapshot found,
      IgnoreRules ignored,
      Remedy remedy) {
    var options = new ScriptOptions(List.of(), false, false).without(ignored::ignores);
    try (var work = databases.copyOf(replayed)) {
      return context.inSession(
          work,
          session -> {
            var record = ScriptWriter.write(session, expected, found, options);
            return remedy == Remedy.RECORD
                ? record
                : ScriptWriter.write(session, session.read(), expected, options);
          });
    }
  }
}
