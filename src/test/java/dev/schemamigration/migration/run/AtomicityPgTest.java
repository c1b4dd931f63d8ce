package dev.schemamigration.migration.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.RoundTripLossProxy;
import dev.schemamigration.testing.RoundTripLossProxy.Fate;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AtomicityPgTest {
  private static final Execution WHOLE_PLAN =
      new Execution(
          Execution.TransactionScope.PLAN,
          Duration.ofSeconds(1),
          Duration.ZERO,
          Duration.ofSeconds(30));

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  private static Map<String, String> three(String third) {
    return files(
        "1_a.sql", revision("1", "", "CREATE TABLE a (id int PRIMARY KEY);", "DROP TABLE a;"),
        "2_b.sql", revision("2", "1", "CREATE TABLE b (id int);", "DROP TABLE b;"),
        "3_c.sql", revision("3", "2", third, "DROP TABLE c;"));
  }

  private Report wholePlan(Map<String, String> files, String target) {
    return fixture.migrate(MigrationFixture.with(fixture.request(files, target), WHOLE_PLAN));
  }

  private List<String> tables() {
    return fixture.database.rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            + " ORDER BY 1");
  }

  @Test
  void aPlanInOneTransactionIsAllOrNothing() {
    var broken = wholePlan(three("CREATE TABLE c (id nonsense);"), "head");

    assertThat(broken.fault())
        .contains(
            new Fault(
                Reason.MigrationFailed,
                "revision 3, changeset test:3, statement 1 (3_c.sql:6): type \"nonsense\" does not exist"
                    + " (SQLSTATE 42704, at character 20)"));
    assertThat(broken.heads()).contains(Heads.BASE);
    assertThat(broken.run().orElseThrow().steps()).isZero();
    assertThat(tables()).isEmpty();

    var whole = wholePlan(three("CREATE TABLE c (id int);"), "head");
    assertThat(whole.heads()).contains(new Heads(List.of("3")));
    assertThat(whole.run().orElseThrow().steps()).isEqualTo(3);
    assertThat(
            fixture.database.one(
                "SELECT count(DISTINCT xmin::text) FROM schema_migration.revision_archive"))
        .isEqualTo("1");
    assertThat(wholePlan(three("CREATE TABLE c (id int);"), "base").heads()).contains(Heads.BASE);
    assertThat(tables()).isEmpty();
  }

  @Test
  void aRevisionAndItsRecordAreOneTransaction() {
    fixture.migrate(three("CREATE TABLE c (id int);"), "head");

    assertThat(
            fixture.database.rows(
                """
                SELECT archive.revision FROM schema_migration.revision_archive archive
                JOIN schema_migration.databasechangelog ran ON ran.id = archive.revision
                JOIN schema_migration.revision_journal line
                  ON line.revision = archive.revision AND line.event = 'APPLIED'
                JOIN pg_class made ON made.relname = translate(archive.revision, '123', 'abc')
                WHERE ran.xmin = archive.xmin AND line.xmin = archive.xmin
                  AND made.xmin = archive.xmin
                ORDER BY 1"""))
        .containsExactly("1", "2", "3");
  }

  @Test
  void aConstraintThatFailsAtTheCommitIsAFaultOfItsRevision() {
    var files =
        three(
            "CREATE TABLE c (id int REFERENCES a DEFERRABLE INITIALLY DEFERRED);"
                + " INSERT INTO c VALUES (7);");

    var report = fixture.migrate(files, "head");

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.MigrationFailed,
                "revision 3, commit: insert or update on table \"c\" violates foreign key"
                    + " constraint \"c_id_fkey\" (SQLSTATE 23503)"));
    assertThat(report.heads()).contains(new Heads(List.of("2")));
    assertThat(tables()).containsExactly("a", "b");
    fixture.migrate(files, "base");
    assertThat(wholePlan(files, "head").fault()).isEqualTo(report.fault());
    assertThat(tables()).isEmpty();
  }

  @Test
  void aPlanInOneTransactionRefusesWhatCannotBePartOfOneBeforeAnyStatement() {
    var alone =
        three("CREATE INDEX CONCURRENTLY c ON b (id);").entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    it -> it.getValue().replace("test:3", "test:3 runInTransaction:false")));

    var report = wholePlan(alone, "head");

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.InvalidSpec,
                "execution.transaction: Plan cannot hold revision 3: changeset test:3 says"
                    + " runInTransaction:false; use transaction: Revision"));
    assertThat(tables()).isEmpty();
  }

  @Test
  void aRevisionThatIsHalfWayIsNotForcedIntoATransaction() {
    var script =
        three("CREATE TABLE c (id int);\nALTER TABLE c ADD x nonsense;").entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    it -> it.getValue().replace("test:3", "test:3 runInTransaction:false")));
    assertThat(fixture.migrate(script, "head").fault()).isPresent();

    var report = wholePlan(three("CREATE TABLE c (id int);"), "head");

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.InvalidSpec,
                "execution.transaction: Plan cannot hold revision 3: an earlier run left it"
                    + " half-way; use transaction: Revision until it is done"));
  }

  @Test
  void whatBecameOfACommitWhoseAnswerWasLostIsFoundOutByTheNextRun() throws IOException {
    var files = three("CREATE TABLE c (id int);");
    fixture.migrate(files, "2");
    try (var proxy = RoundTripLossProxy.atStatement(fixture.database, "COMMIT", Fate.LOST_AFTER)) {
      var report = new MigrationFixture(proxy.database()).migrate(files, "head");
      assertThat(report.fault().orElseThrow().reason()).isEqualTo(Reason.ConnectionLost);
      assertThat(report.fault().orElseThrow().message())
          .startsWith("revision 3, commit: ")
          .endsWith("; whether it was committed is found out by the next run");
    }

    var next = fixture.migrate(files, "head");

    assertThat(next.outcome()).isEqualTo(new Outcome.Settled());
    assertThat(next.heads()).contains(new Heads(List.of("3")));
  }

  @Test
  void aRevisionThatAnotherRunHasAppliedMeanwhileIsNotAppliedAgain() {
    var race =
        """
        CREATE TABLE c (id int);
        INSERT INTO schema_migration.revision_archive
          (revision, state, attempt, down_revisions, branch_labels, depends_on, message,
           irreversible, path, sha256, content, parameters, changesets, duration_ms, applied_by,
           generation, operator_version)
          SELECT '3', state, attempt, down_revisions, branch_labels, depends_on, message,
            irreversible, path, sha256, content, parameters, changesets, duration_ms, applied_by,
            generation, operator_version
          FROM schema_migration.revision_archive WHERE revision = '2';""";

    var report =
        fixture.migrate(
            MigrationFixture.with(
                fixture.request(three(race), "head"),
                new Execution(
                    Execution.TransactionScope.REVISION,
                    Duration.ofSeconds(1),
                    Duration.ZERO,
                    Duration.ofSeconds(2))));

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.Conflict,
                "revision 3 was applied by another run meanwhile; this one was rolled back",
                "",
                "revision 3 was applied by another run meanwhile; this one was rolled back"));
    assertThat(report.heads()).contains(new Heads(List.of("2")));
    assertThat(tables()).containsExactly("a", "b");
  }
}
