package dev.schemamigration.migration;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static dev.schemamigration.testing.MigrationFixture.through;
import static dev.schemamigration.testing.MigrationFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.policy.Permission;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.RoundTripLossProxy;
import dev.schemamigration.testing.RoundTripLossProxy.Fate;
import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An adoption is one transaction and happens once; the policy applies to the plan after it. */
class AdoptionRunPgTest {
  private static final Map<String, String> FILES =
      files(
          "1_a.sql",
          revision("1", "", "CREATE TABLE a (id int);", "DROP TABLE a;"),
          "2_b.sql",
          revision("2", "1", "CREATE TABLE b (note text DEFAULT '${note}');", "DROP TABLE b;"),
          "3_c.sql",
          revision("3", "2", "CREATE TABLE c (id int);", "DROP TABLE c;"));

  private static final TestPostgres SERVER = TestPostgres.newest();
  private static final List<Parameter> PARAMETERS = List.of(new Parameter("note", "none", false));

  private final MigrationFixture fixture = new MigrationFixture(SERVER.createDatabase());

  @BeforeEach
  void alembicIsAt2() {
    fixture.database.execute(
        "CREATE TABLE a (id int)",
        "CREATE TABLE b (note text DEFAULT 'none')",
        "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)",
        "INSERT INTO alembic_version VALUES ('2')");
  }

  @Test
  void theWholeAdoptionIsOneTransactionAndItsEventComesAfterIt() {
    var adopted = new ArrayList<String>();
    var listener =
        new RunListener() {
          @Override
          public void adopted(String tool, List<String> revisions) {
            adopted.add(tool + " " + revisions + " " + journal(fixture.database));
          }
        };

    fixture.migration.migrate(request("2"), listener, new Cancellation());

    assertThat(adopted)
        .containsExactly("Alembic [1, 2] [ADOPTED\tAlembic (public.alembic_version): 2]");
    assertThat(
            fixture.database.one(
                "SELECT count(DISTINCT xmin::text) FROM (SELECT xmin FROM"
                    + " schema_migration.databasechangelog UNION ALL SELECT xmin FROM"
                    + " schema_migration.revision_archive UNION ALL SELECT xmin FROM"
                    + " schema_migration.revision_journal UNION ALL SELECT xmin FROM"
                    + " pg_namespace WHERE nspname = 'schema_migration') written"))
        .isEqualTo("1");
    assertThat(
            fixture.database.rows(
                "SELECT revision, state, applied_by, generation FROM"
                    + " schema_migration.revision_archive ORDER BY applied_order"))
        .containsExactly("1\tAPPLIED\tshop/app\t1", "2\tAPPLIED\tshop/app\t1");
  }

  @Test
  void anInspectionBeforeTheAdoptionSeesWhatIsIrreversible() {
    var files =
        files(
            "1_a.sql",
            FILES.get("1_a.sql"),
            "2_b.sql",
            FILES.get("2_b.sql").replace("--rollback DROP TABLE b;", "").replace("${note}", "n"));
    var request = with(fixture.request(files, "1"), Request.Adoption.AUTO);

    var inspection = fixture.migration.inspect(request);

    assertThat(inspection.fault())
        .contains(
            new Fault(
                Reason.Irreversible,
                "revision 2 cannot be undone: changeset test:2 (sql) has no rollback (write --rollback empty if nothing is to be undone); choose a"
                    + " target that keeps it"));
    assertThat(fixture.migrate(request).fault()).isEqualTo(inspection.fault());
  }

  /** Cuts the connection at every round trip of a run that only adopts. */
  @ParameterizedTest
  @EnumSource(names = {"LOST_BEFORE", "LOST_DURING", "LOST_AFTER"})
  void whereverTheConnectionIsLostAllIsAdoptedOrNothing(Fate fate) throws IOException {
    int roundTrips;
    var whole = SERVER.cloneOf(fixture.database);
    try (var proxy = RoundTripLossProxy.inFrontOf(whole, number -> Fate.PASSES)) {
      assertThat(fixture.migrate(through(proxy.database(), request("2"))).fault()).isEmpty();
      roundTrips = proxy.roundTrips().size();
    }
    assertThat(roundTrips).isGreaterThan(10);
    var picture = SchemaSnapshot.of(whole);

    for (int cut = 1; cut <= roundTrips; cut++) {
      int here = cut;
      var database = SERVER.cloneOf(fixture.database);
      String context;
      try (var proxy =
          RoundTripLossProxy.inFrontOf(database, number -> number == here ? fate : Fate.PASSES)) {
        fixture.migrate(through(proxy.database(), request("2")));
        context = "round trip %d %s (%s)".formatted(cut, fate, proxy.roundTrips().getLast());
        assertThat(proxy.hasCut()).as(context).isTrue();
      }

      var next = fixture.migrate(through(database, request("2")));

      assertThat(next.fault()).as(context).isEmpty();
      assertThat(next.heads()).as(context).contains(new Heads(List.of("2")));
      assertThat(journal(database))
          .as(context)
          .containsExactly("ADOPTED\tAlembic (public.alembic_version): 2");
      assertThat(SchemaSnapshot.of(database)).as(context).isEqualTo(picture);
      SERVER.drop(database);
    }
    System.out.printf("adoption: lost %d of %d round trips, %s%n", roundTrips, roundTrips, fate);
  }

  @Test
  void ofSeveralRunsAtOnceOneTakesOver() {
    var runs =
        IntStream.range(0, 4)
            .mapToObj(number -> fixture.start(request("3"), RunListener.SILENT))
            .toList();

    assertThat(runs).allSatisfy(it -> assertThat(it.result().fault()).isEmpty());
    assertThat(
            fixture.database.rows(
                "SELECT event FROM schema_migration.revision_journal ORDER BY id"))
        .containsExactly("ADOPTED", "RUN_BEGUN", "APPLIED", "RUN_ENDED");
  }

  @Test
  void aTargetBelowThatIsDeniedIsRefusedAfterTheAdoptionAndUndoesNothing() {
    var rules = new PolicyRules(Permission.DENY, true, Optional.empty());
    var denied =
        Optional.of(
            new Fault(
                Reason.DowngradeDenied,
                "spec.downgrade is Deny and the plan would undo 2; set spec.downgrade to Allow, or"
                    + " choose a target that keeps what is applied"));

    var inspection = fixture.migration.inspect(request("1", rules));
    assertThat(inspection.fault()).isEqualTo(denied);
    assertThat(inspection.heads()).contains(new Heads(List.of("2")));
    assertThat(fixture.database.one("SELECT to_regnamespace('schema_migration')")).isEmpty();

    assertThat(fixture.migrate(request("1", rules)).fault()).isEqualTo(denied);

    assertThat(journal(fixture.database))
        .containsExactly(
            "ADOPTED\tAlembic (public.alembic_version): 2",
            "REFUSED\tDowngradeDenied: " + denied.get().message());
    assertThat(fixture.database.one("SELECT to_regclass('b')")).isEqualTo("b");
  }

  @Test
  void aPlanThatWasApprovedBeforeTheAdoptionIsTheSameAfterIt() {
    var waiting = new PolicyRules(Permission.APPROVE, true, Optional.empty());
    var inspection = fixture.migration.inspect(request("1", waiting));
    assertThat(inspection.fault().orElseThrow().reason()).isEqualTo(Reason.ApprovalRequired);
    var hash = inspection.plan().orElseThrow().hash();

    assertThat(fixture.migrate(request("1", waiting)).plan().orElseThrow().hash()).isEqualTo(hash);
    var approved =
        fixture.migrate(request("1", new PolicyRules(Permission.APPROVE, true, Optional.of(hash))));

    assertThat(approved.fault()).isEmpty();
    assertThat(approved.heads()).contains(new Heads(List.of("1")));
    assertThat(fixture.started).containsExactly("DOWNGRADE 2");
  }

  @Test
  void twoResourcesInOneDatabaseAdoptEachItsOwnHistory() {
    fixture.database.execute(
        "CREATE SCHEMA other",
        "CREATE TABLE other.a (id int)",
        "CREATE TABLE other.alembic_version (version_num varchar(32) PRIMARY KEY)",
        "INSERT INTO other.alembic_version VALUES ('1')");
    var other =
        with(request("3"), fixture.settings().withSchemas(Optional.of("other"), "other_tracking"));

    assertThat(fixture.migrate(request("3")).fault()).isEmpty();
    assertThat(fixture.migrate(other).fault()).isEmpty();

    assertThat(fixture.started).containsExactly("UPGRADE 3", "UPGRADE 2", "UPGRADE 3");
    assertThat(
            fixture.database.rows(
                "SELECT detail FROM other_tracking.revision_journal WHERE event = 'ADOPTED'"))
        .containsExactly("Alembic (other.alembic_version): 1");
    assertThat(fixture.migrate(with(request("base"), other.database())).fault()).isEmpty();
    assertThat(fixture.database.one("SELECT to_regclass('public.c')")).isEqualTo("c");
  }

  @Test
  void aSecondResourceOfTheSameSchemaThatTracksElsewhereWouldAdoptToo() {
    var second =
        with(request("2"), fixture.settings().withSchemas(Optional.of("public"), "second"));

    assertThat(fixture.migrate(request("2")).outcome()).isEqualTo(new Outcome.Settled());
    assertThat(fixture.migrate(second).outcome()).isEqualTo(new Outcome.Settled());

    assertThat(fixture.started).isEmpty();
  }

  private Request request(String target) {
    return request(target, PolicyRules.PERMISSIVE);
  }

  private Request request(String target, PolicyRules rules) {
    return fixture.request(FILES, target, rules, PARAMETERS);
  }

  private static List<String> journal(TestDatabase database) {
    return database.rows("SELECT event, detail FROM schema_migration.revision_journal ORDER BY id");
  }
}
