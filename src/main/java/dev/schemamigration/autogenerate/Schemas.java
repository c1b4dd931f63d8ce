package dev.schemamigration.autogenerate;

import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.scratch.ScratchDatabase;
import dev.schemamigration.scratch.ScratchDatabases;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.BundleReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Makes scratch databases of what is to be compared. */
final class Schemas {
  private final ComparisonContext context;
  private final ScratchDatabases databases;

  Schemas(ComparisonContext context, ScratchDatabases databases) {
    this.context = context;
    this.databases = databases;
  }

  /** A database with every revision of the bundle; the caller closes it. */
  ScratchDatabase atHeads(Bundle bundle) {
    return prepared(bundle, !bundle.files().isEmpty());
  }

  /** A database that the statements of a script have been run in; the caller closes it. */
  ScratchDatabase of(DesiredSchema.Script script) {
    var bundle =
        BundleReader.read(
            script.name(), Map.of("desired.sql", script.sql().getBytes(StandardCharsets.UTF_8)));
    return prepared(bundle, !script.sql().isBlank());
  }

  ScratchDatabase copyOf(ScratchDatabase original) {
    return databases.copyOf(original);
  }

  private ScratchDatabase prepared(Bundle bundle, boolean toRun) {
    var database = databases.create();
    try {
      if (toRun) {
        context.run(bundle, database.settings(), new Goal.Upgrade("heads"));
      }
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }
}
