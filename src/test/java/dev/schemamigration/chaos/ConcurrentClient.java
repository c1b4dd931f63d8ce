package dev.schemamigration.chaos;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.migration.Migration;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.operator.spec.SpecFieldNames;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A client that migrates databases, as an operator or a command line does, with a connector of its
 * own: it shares nothing with the others but the database.
 *
 * @param name as written into archive and journal
 */
record ConcurrentClient(String name, Migration migration) {
  static ConcurrentClient of(String name, RandomGenerator random) {
    return new ConcurrentClient(
        name,
        new Migration(
            new Connector(Duration.ofSeconds(10)),
            Clock.systemUTC(),
            random,
            Duration.ofSeconds(60)));
  }

  Report migrate(Bundle bundle, TestDatabase database, String target, List<Parameter> parameters) {
    return migration.migrate(
        new Request(
            new Requester(name, 1, "test"),
            bundle,
            database.settings(),
            new Goal.Declared(target),
            parameters,
            ChangesetFilter.NONE,
            PolicyRules.PERMISSIVE,
            Execution.DEFAULT,
            Request.Adoption.NEVER,
            SpecFieldNames.INSTANCE),
        RunListener.SILENT,
        new Cancellation());
  }
}
