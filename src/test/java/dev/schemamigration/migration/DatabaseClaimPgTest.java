package dev.schemamigration.migration;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.tracking.DatabaseOwner;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.engine.budget.Room;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Claim;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One resource owns a database, whichever operators and clusters the others are of. */
class DatabaseClaimPgTest {
  private static final Map<String, String> ONE =
      files("1_a.sql", revision("1", "", "CREATE TABLE a (id int);", "DROP TABLE a;"));
  private static final Map<String, String> TWO =
      files(
          "1_a.sql",
          ONE.get("1_a.sql"),
          "2_b.sql",
          revision("2", "1", "CREATE TABLE b (id int);", "DROP TABLE b;"));
  private static final String ROW =
      "SELECT migrated_schema, installation, namespace, name, uid, target FROM"
          + " schema_migration.tracking_owner";
  private static final String CHANGES =
      "SELECT detail FROM schema_migration.revision_journal WHERE event = 'OWNER_CHANGED' ORDER BY"
          + " id";

  private static final DatabaseOwner ORDERS = owner("cluster-1", "shop", "orders", "u1");
  private static final DatabaseOwner OTHER = owner("cluster-1", "shop", "other", "u2");
  private static final DatabaseOwner STRANGER = owner("cluster-1", "blue", "orders", "u3");
  private static final DatabaseOwner ELSEWHERE = owner("cluster-2", "shop", "orders", "u4");

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());
  private final Set<DatabaseOwner> gone = new HashSet<>();
  private final Migration migration =
      new Migration(
          new Connector(Duration.ofSeconds(5)),
          Clock.systemUTC(),
          RandomGenerator.getDefault(),
          Duration.ofSeconds(30),
          (owner, asker) -> gone.contains(owner),
          Room.UNLIMITED);

  @Test
  void theFirstRunClaimsAndASecondResourceIsRefused() {
    assertThat(run(ORDERS, TWO, "head").outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(fixture.database.rows(ROW))
        .containsExactly("public\tcluster-1\tshop\torders\tu1\thead");

    for (var report : List.of(inspect(OTHER, TWO, "head"), run(OTHER, ONE, "base"))) {
      assertThat(report.fault())
          .contains(
              claimed(
                  "SchemaMigration shop/orders owns this database (tracking schema"
                      + " schema_migration) and releases it when it is deleted; to take it over,"
                      + " set spec.takeOwnership to true"));
      assertThat(report.owner()).contains(ORDERS);
    }
    assertThat(run(STRANGER, ONE, "base").fault())
        .contains(
            claimed(
                "a SchemaMigration of another namespace owns this database (tracking schema"
                    + " schema_migration) and releases it when it is deleted; the log of the"
                    + " operator names it, so ask those who run that; to take it over, set"
                    + " spec.takeOwnership to true"));
    assertThat(run(ELSEWHERE, ONE, "base").fault())
        .contains(
            claimed(
                "SchemaMigration shop/orders, of another cluster or operator, owns this database"
                    + " (tracking schema schema_migration) and does not release it by itself;"
                    + " suspend or delete it there first; to take it over, set spec.takeOwnership"
                    + " to true"));

    assertThat(run(ORDERS, TWO, "1").heads()).contains(new Heads(List.of("1")));
    assertThat(fixture.database.rows(ROW))
        .containsExactly("public\tcluster-1\tshop\torders\tu1\t1");
  }

  @Test
  void aLookOfTheOwnerIsSettledAndWritesNothing() {
    run(ORDERS, TWO, "head");
    var before = fixture.database.rows("SELECT xmin, * FROM schema_migration.tracking_owner");

    assertThat(inspect(ORDERS, TWO, "head").outcome()).isEqualTo(new Outcome.Settled());
    assertThat(inspect(ORDERS, TWO, "2").outcome())
        .as("another way to name the same target")
        .isEqualTo(new Outcome.Settled());
    assertThat(run(ORDERS, TWO, "head").outcome()).isEqualTo(new Outcome.Settled());
    assertThat(fixture.database.rows("SELECT xmin, * FROM schema_migration.tracking_owner"))
        .isEqualTo(before);
  }

  @Test
  void whatIsDeletedAndCreatedAgainIsTheSameOwner() {
    run(ORDERS, TWO, "head");
    var again = owner("cluster-1", "shop", "orders", "u9");

    assertThat(inspect(again, TWO, "head").outcome()).isEqualTo(new Outcome.Pending());
    assertThat(run(again, TWO, "head").outcome()).isEqualTo(new Outcome.Settled());
    assertThat(inspect(again, TWO, "head").outcome()).isEqualTo(new Outcome.Settled());
    assertThat(run(OTHER, TWO, "head").fault().orElseThrow().reason())
        .isEqualTo(Reason.DatabaseClaimed);
    assertThat(fixture.database.rows(ROW))
        .containsExactly("public\tcluster-1\tshop\torders\tu9\thead");
    assertThat(fixture.database.rows(CHANGES)).isEmpty();
  }

  @Test
  void theSameUidIsTheSameOwnerWhenTheInstallationBecomesKnown() {
    var unknown = owner("", "shop", "orders", "u1");
    run(unknown, TWO, "head");

    assertThat(run(owner("", "shop", "orders", "u9"), TWO, "head").fault().orElseThrow().reason())
        .as("of another cluster, as far as one can tell")
        .isEqualTo(Reason.DatabaseClaimed);
    assertThat(inspect(ORDERS, TWO, "head").outcome()).isEqualTo(new Outcome.Pending());
    run(ORDERS, TWO, "head");
    assertThat(inspect(ORDERS, TWO, "head").outcome()).isEqualTo(new Outcome.Settled());
  }

  @Test
  void anOwnerThatIsGoneReleasesTheDatabase() {
    run(ORDERS, TWO, "head");
    gone.add(ORDERS);

    assertThat(inspect(OTHER, TWO, "head").outcome()).isEqualTo(new Outcome.Pending());
    assertThat(run(OTHER, TWO, "1").heads()).contains(new Heads(List.of("1")));
    assertThat(run(ORDERS, TWO, "head").fault().orElseThrow().reason())
        .isEqualTo(Reason.DatabaseClaimed);
    assertThat(fixture.database.rows(CHANGES))
        .containsExactly(
            "shop/other (uid u2, installation cluster-1), before: shop/orders (uid u1, installation"
                + " cluster-1)");
  }

  @Test
  void aDatabaseIsTakenOverOnceInAGeneration() {
    run(ORDERS, TWO, "head");

    assertThat(takeOver(ELSEWHERE, 1).outcome()).isEqualTo(new Outcome.Settled());
    assertThat(takeOver(ELSEWHERE, 1).outcome()).isEqualTo(new Outcome.Settled());
    assertThat(inspect(ELSEWHERE, TWO, "head").outcome()).isEqualTo(new Outcome.Settled());
    assertThat(takeOver(ORDERS, 1).outcome()).isEqualTo(new Outcome.Settled());

    assertThat(takeOver(ELSEWHERE, 1).fault())
        .contains(
            claimed(
                "SchemaMigration shop/orders, of another cluster or operator, owns this database"
                    + " (tracking schema schema_migration) and does not release it by itself;"
                    + " suspend or delete it there first; this one had taken it over in its"
                    + " present generation and lost it since: to take it again, set"
                    + " spec.takeOwnership to false and to true"));
    assertThat(takeOver(ELSEWHERE, 2).outcome()).isEqualTo(new Outcome.Settled());
    assertThat(takeOver(ORDERS, 1).fault().orElseThrow().reason())
        .isEqualTo(Reason.DatabaseClaimed);
    assertThat(fixture.database.rows(CHANGES)).hasSize(3);
  }

  @Test
  void takingOverDoesNotMakeAnotherSchemaTheSame() {
    run(ORDERS, TWO, "head");
    fixture.database.execute("CREATE SCHEMA sb");
    var request =
        MigrationFixture.with(
            request(OTHER, TWO, "base"),
            fixture.settings().withSchemas(Optional.of("sb"), "schema_migration"));

    assertThat(migrate(with(request, new Claim(OTHER, true), 1)).fault().orElseThrow().reason())
        .isEqualTo(Reason.SchemaMismatch);
    assertThat(fixture.database.one("SELECT to_regclass('a')")).isEqualTo("a");
  }

  @Test
  void tablesOfAnEarlierVersionBelongToTheFirstThatComes() {
    fixture.migrate(TWO, "head");
    fixture.database.execute("DROP TABLE schema_migration.tracking_owner");

    assertThat(inspect(OTHER, TWO, "head").outcome()).isEqualTo(new Outcome.Pending());
    assertThat(run(OTHER, TWO, "head").outcome()).isEqualTo(new Outcome.Settled());
    assertThat(run(ORDERS, TWO, "head").fault().orElseThrow().reason())
        .isEqualTo(Reason.DatabaseClaimed);
  }

  @Test
  void nothingIsWrittenIntoADatabaseThatStaysEmpty() {
    assertThat(inspect(ORDERS, TWO, "base").outcome()).isEqualTo(new Outcome.Settled());
    assertThat(fixture.database.one("SELECT to_regnamespace('schema_migration')")).isEmpty();
  }

  @Test
  void whoClaimsNothingWorksAsBeforeAndIsToldTheOwner() {
    run(ORDERS, TWO, "1");

    var report = fixture.migrate(TWO, "head");

    assertThat(report.outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(report.owner()).contains(ORDERS);
    assertThat(fixture.database.rows(ROW))
        .containsExactly("public\tcluster-1\tshop\torders\tu1\t1");
    assertThat(run(ORDERS, TWO, "1").heads()).contains(new Heads(List.of("1")));
  }

  @Test
  void ofManyThatComeAtOnceOneOwnsTheDatabaseAndOnlyItMigrates() throws Exception {
    var reports =
        IntStream.range(0, 6)
            .mapToObj(i -> owner("cluster-" + i % 3, "shop", "r" + i, "u" + i))
            .map(it -> Background.start(() -> run(it, TWO, "head")))
            .toList();

    int migrated = 0;
    for (var report : reports) {
      var result = report.result();
      migrated += result.outcome() instanceof Outcome.Migrated ? 1 : 0;
      assertThat(result.fault().map(Fault::reason))
          .isIn(Optional.empty(), Optional.of(Reason.DatabaseClaimed));
    }
    assertThat(migrated).isEqualTo(1);
    assertThat(
            fixture.database.rows("SELECT DISTINCT author FROM schema_migration.revision_journal"))
        .isEqualTo(
            fixture.database.rows(
                "SELECT namespace || '/' || name FROM schema_migration.tracking_owner"));
  }

  private static Fault claimed(String message) {
    return new Fault(Reason.DatabaseClaimed, "spec.database: " + message);
  }

  private static DatabaseOwner owner(
      String installation, String namespace, String name, String uid) {
    return new DatabaseOwner(installation, namespace, name, uid);
  }

  private Report takeOver(DatabaseOwner owner, int generation) {
    return migrate(with(request(owner, TWO, "head"), new Claim(owner, true), generation));
  }

  private Report run(DatabaseOwner owner, Map<String, String> files, String target) {
    return migrate(request(owner, files, target));
  }

  private Report inspect(DatabaseOwner owner, Map<String, String> files, String target) {
    return migration.inspect(request(owner, files, target));
  }

  private Report migrate(Request request) {
    return migration.migrate(request, RunListener.SILENT, new Cancellation());
  }

  private Request request(DatabaseOwner owner, Map<String, String> files, String target) {
    return with(fixture.request(files, target), new Claim(owner, false), 1);
  }

  private static Request with(Request request, Claim claim, int generation) {
    return new Request(
        new Requester(claim.owner().qualifiedName(), generation, "test"),
        request.bundle(),
        request.database(),
        request.goal(),
        request.parameters(),
        request.filter(),
        request.rules(),
        request.execution(),
        request.adoption(),
        request.names(),
        Optional.of(claim));
  }
}
