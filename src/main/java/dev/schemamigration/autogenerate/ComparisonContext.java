package dev.schemamigration.autogenerate;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.migration.Migration;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.FaultTranslator;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.schema.SchemaReader;
import dev.schemamigration.schema.SchemaSnapshot;
import dev.schemamigration.schema.ScratchSession;
import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.scratch.ScratchDatabase;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.Parameter;
import java.sql.SQLException;
import java.util.List;

/**
 * What a comparison works with: how passes run and databases are read.
 *
 * @param migration runs passes
 * @param connector opens connections
 * @param requester is recorded with what passes do
 * @param parameters values for the changelogs
 * @param filter contexts and labels of changesets
 * @param names setting names of the shell, for messages
 * @param cancellation ends passes
 */
public record ComparisonContext(
    Migration migration,
    Connector connector,
    Requester requester,
    List<Parameter> parameters,
    ChangesetFilter filter,
    SettingNames names,
    Cancellation cancellation) {
  public ComparisonContext {
    parameters = List.copyOf(parameters);
  }

  /** The same with other values for the changelogs. */
  ComparisonContext with(List<Parameter> parameters, ChangesetFilter filter) {
    return new ComparisonContext(
        migration, connector, requester, parameters, filter, names, cancellation);
  }

  /**
   * Runs a pass on a scratch database.
   *
   * @throws ComparisonStopped when it does not arrive
   */
  void run(Bundle bundle, ConnectionSettings scratch, Goal goal) {
    var report =
        migration.migrate(
            new Request(
                requester,
                bundle,
                scratch,
                goal,
                parameters,
                filter,
                PolicyRules.PERMISSIVE,
                Execution.DEFAULT,
                Request.Adoption.NEVER,
                names),
            new RunListener() {},
            cancellation);
    report
        .fault()
        .ifPresent(
            it -> {
              throw new ComparisonStopped(it);
            });
  }

  /** Reads catalog and model. */
  SchemaSnapshot read(ConnectionSettings database) {
    return attempt(database, () -> reader().read(database));
  }

  /** Reads the catalog alone. */
  Catalog catalog(ConnectionSettings database) {
    return attempt(database, () -> reader().catalog(database));
  }

  /** Work on a database that may throw what the driver throws. */
  private interface DatabaseWork<T> {
    T run() throws SQLException;
  }

  /** Work in a session of a scratch database. */
  interface ScratchWork<T> {
    T run(ScratchSession session) throws SQLException;
  }

  /**
   * Does it in a session of its own.
   *
   * @throws ComparisonStopped when the server fails it
   */
  <T> T inSession(ScratchDatabase database, ScratchWork<T> work) {
    return attempt(
        database.settings(),
        () -> {
          try (var session = reader().scratch(database.settings())) {
            return work.run(session);
          }
        });
  }

  private SchemaReader reader() {
    return new SchemaReader(connector);
  }

  private <T> T attempt(ConnectionSettings database, DatabaseWork<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw new ComparisonStopped(new FaultTranslator(database, parameters, names).of(e));
    }
  }
}
