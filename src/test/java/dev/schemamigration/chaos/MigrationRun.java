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
import dev.schemamigration.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** A migration of one database with one bundle, as the operator requests it. */
record MigrationRun(
    Bundle bundle,
    TestDatabase database,
    Duration lockWait,
    Request.Adoption adoption,
    Execution execution) {

  /** One that waits long for the migration lock, and adopts no other tool's history. */
  MigrationRun(Bundle bundle, TestDatabase database) {
    this(bundle, database, Duration.ofSeconds(60), Request.Adoption.NEVER, Execution.DEFAULT);
  }

  /** One that waits at most so long for the migration lock. */
  MigrationRun waitingAtMost(Duration atMost) {
    return new MigrationRun(bundle, database, atMost, adoption, execution);
  }

  /** One that adopts other tools' histories. */
  MigrationRun adopting() {
    return new MigrationRun(bundle, database, lockWait, Request.Adoption.AUTO, execution);
  }

  /** One that does everything in one transaction. */
  MigrationRun inOneTransaction() {
    var whole =
        new Execution(
            Execution.TransactionScope.PLAN,
            execution.lockTimeout(),
            execution.statementTimeout(),
            execution.deadline());
    return new MigrationRun(bundle, database, lockWait, adoption, whole);
  }

  Report migrateTo(String target) {
    return new Migration(
            new Connector(Duration.ofSeconds(10)),
            Clock.systemUTC(),
            RandomGenerator.getDefault(),
            lockWait)
        .migrate(request(target), RunListener.SILENT, new Cancellation());
  }

  private Request request(String target) {
    return new Request(
        new Requester("chaos/app", 1, "test"),
        bundle,
        database.settings(),
        new Goal.Declared(target),
        List.of(),
        ChangesetFilter.NONE,
        PolicyRules.PERMISSIVE,
        execution,
        adoption,
        SpecFieldNames.INSTANCE);
  }

  /** The beginning and the end of the statements of a round trip. */
  static String abbreviated(String asked) {
    return asked.length() < 100
        ? asked
        : asked.substring(0, 40) + " … " + asked.substring(asked.length() - 50);
  }
}
