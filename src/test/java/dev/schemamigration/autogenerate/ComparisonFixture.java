package dev.schemamigration.autogenerate;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.migration.Migration;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.operator.spec.SpecFieldNames;
import dev.schemamigration.schema.catalog.CatalogChange;
import dev.schemamigration.scratch.ScratchDatabases;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.source.authoring.RevisionIds;
import dev.schemamigration.source.authoring.RevisionRequest;
import dev.schemamigration.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Proposes revisions on scratch databases beside a database, and runs them. */
final class ComparisonFixture implements AutoCloseable {
  private final ComparisonContext context;
  private final ScratchDatabases databases;

  ComparisonFixture(TestDatabase beside) {
    var connector = new Connector(Duration.ofSeconds(10));
    var random = RandomGenerator.getDefault();
    context =
        new ComparisonContext(
            new Migration(connector, Clock.systemUTC(), random, Duration.ofSeconds(30)),
            connector,
            new Requester("pairs", 0, "test"),
            List.of(),
            ChangesetFilter.NONE,
            SpecFieldNames.INSTANCE,
            new Cancellation());
    databases =
        ScratchDatabases.beside(connector, beside.settings(), "test", Clock.systemUTC(), random);
  }

  /** Revision 001, which runs a script. */
  static Bundle bundle(String sql) {
    return BundleReader.read(
        "pairs", Map.of("001_before.sql", sql.getBytes(StandardCharsets.UTF_8)));
  }

  Proposal propose(Bundle bundle, DesiredSchema desired, List<String> renames) {
    var request =
        new RevisionRequest(
            Optional.of("change"), List.of(), false, List.of(), List.of(), Optional.empty());
    var ids = new RevisionIds(Clock.systemUTC(), RandomGenerator.getDefault());
    return new Autogenerate(context, databases)
        .propose(
            new RevisionFiles(bundle, request, ids, Clock.systemUTC()),
            desired,
            new RenameRules(renames),
            true);
  }

  List<CatalogChange> compare(Bundle bundle, DesiredSchema desired) {
    return new Autogenerate(context, databases).compare(bundle, desired);
  }

  void run(Bundle bundle, TestDatabase database, Goal goal) {
    context.run(bundle, database.settings(), goal);
  }

  @Override
  public void close() {
    databases.close();
  }
}
