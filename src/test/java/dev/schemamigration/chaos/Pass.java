package dev.schemamigration.chaos;

import dev.schemamigration.database.ConnectionSettings;
import dev.schemamigration.database.Connector;
import dev.schemamigration.database.Requester;
import dev.schemamigration.database.Secret;
import dev.schemamigration.migration.Cancellation;
import dev.schemamigration.migration.Execution;
import dev.schemamigration.migration.Goal;
import dev.schemamigration.migration.Migration;
import dev.schemamigration.migration.Report;
import dev.schemamigration.migration.Request;
import dev.schemamigration.migration.RunListener;
import dev.schemamigration.policy.Rules;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The pass over one database with one bundle, as the operator makes it. */
record Pass(
    Bundle bundle,
    TestDatabase database,
    Duration patience,
    Request.Adoption adoption,
    Execution execution) {

  /** One that has patience, and does not look for other tools' histories. */
  Pass(Bundle bundle, TestDatabase database) {
    this(bundle, database, Duration.ofSeconds(60), Request.Adoption.NEVER, Execution.DEFAULT);
  }

  /** One that waits no longer for its turn. */
  Pass waiting(Duration atMost) {
    return new Pass(bundle, database, atMost, adoption, execution);
  }

  /** One that takes over other tools' histories. */
  Pass adopting() {
    return new Pass(bundle, database, patience, Request.Adoption.AUTO, execution);
  }

  /** One that does everything in one transaction. */
  Pass inOneTransaction() {
    var whole =
        new Execution(
            Execution.TransactionScope.PLAN,
            execution.lockTimeout(),
            execution.statementTimeout(),
            execution.deadline());
    return new Pass(bundle, database, patience, adoption, whole);
  }

  Report to(String target) {
    return new Migration(
            new Connector(Duration.ofSeconds(10)),
            Clock.systemUTC(),
            RandomGenerator.getDefault(),
            patience)
        .migrate(request(target), RunListener.SILENT, new Cancellation());
  }

  private Request request(String target) {
    return new Request(
        new Requester("chaos/app", 1, "test"),
        bundle,
        ConnectionSettings.of(
            database.host(),
            database.port(),
            database.name(),
            database.user(),
            Optional.of(Secret.of(database.password()))),
        new Goal.Declared(target),
        List.of(),
        Rules.PERMISSIVE,
        execution,
        adoption);
  }

  /** The beginning and the end of what was asked in a round trip. */
  static String inShort(String asked) {
    return asked.length() < 100
        ? asked
        : asked.substring(0, 40) + " … " + asked.substring(asked.length() - 50);
  }
}
