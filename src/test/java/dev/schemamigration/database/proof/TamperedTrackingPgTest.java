package dev.schemamigration.database.proof;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.migration.Inspector;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Inspection;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.spec.SpecFieldNames;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.testing.Intruder;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A superuser migrates a database in which somebody else may create objects: whatever is planted in
 * the tracking schema, nothing of it is run, and each kind is refused by name.
 */
class TamperedTrackingPgTest {
  private static final Map<String, String> TWO =
      files(
          "1_a.sql",
          revision("1", "", "CREATE TABLE public.a ();", "DROP TABLE public.a;"),
          "2_b.sql",
          revision("2", "1", "CREATE TABLE public.b ();", "DROP TABLE public.b;"));

  /** Columns of a view or table in place of the archive. */
  private static final String ARCHIVE =
      "SELECT ''::text revision, ''::text state, NULL::uuid attempt, ''::text path, ''::text"
          + " sha256, false irreversible, '{}'::text[] changesets, '{}'::text[] down_revisions,"
          + " '{}'::text[] branch_labels, '{}'::text[] depends_on, ''::text message, 1::bigint"
          + " applied_order";

  private static final String TRACKING = "spec.database.trackingSchema: ";

  /**
   * @param finding what the message says of it
   * @param sql what plants it; {@code %s} is the intruder's role
   */
  private record Plant(String finding, int since, String... sql) {
    static Plant of(String finding, String... sql) {
      return new Plant(finding, 13, sql);
    }
  }

  /** What somebody has made before the first run, as far as that role may. */
  private static final List<Plant> BEFORE =
      List.of(
          Plant.of("schema schema_migration belongs to role %s"),
          Plant.of(
              "schema schema_migration belongs to role %s",
              "CREATE VIEW schema_migration.revision_archive AS " + ARCHIVE + " WHERE evil.rise()",
              "CREATE TABLE schema_migration.databasechangelog (filename varchar, id varchar,"
                  + " author varchar, orderexecuted int, exectype varchar)"),
          Plant.of(
              "schema schema_migration belongs to role %s",
              "CREATE TABLE schema_migration.revision_journal (id bigint)",
              "CREATE TRIGGER t BEFORE INSERT ON schema_migration.revision_journal FOR EACH ROW"
                  + " EXECUTE FUNCTION evil.row()"));

  /** What hangs on our own tables, whoever was persuaded to put it there. */
  private static final List<Plant> ON_OUR_TABLES =
      List.of(
          Plant.of(
              "schema schema_migration belongs to role %s",
              "ALTER SCHEMA schema_migration OWNER TO %s"),
          Plant.of(
              "schema_migration.revision_archive belongs to role %s",
              "ALTER TABLE schema_migration.revision_archive OWNER TO %s"),
          Plant.of(
              "schema_migration.revision_archive is a view",
              "DROP TABLE schema_migration.revision_archive",
              "CREATE VIEW schema_migration.revision_archive AS " + ARCHIVE + " WHERE evil.rise()"),
          Plant.of(
              "schema_migration.revision_archive is a materialized view",
              "DROP TABLE schema_migration.revision_archive",
              "CREATE MATERIALIZED VIEW schema_migration.revision_archive AS " + ARCHIVE),
          Plant.of(
              "schema_migration.revision_archive is a foreign table",
              "DROP TABLE schema_migration.revision_archive",
              "DROP FOREIGN DATA WRAPPER IF EXISTS nowhere CASCADE",
              "CREATE FOREIGN DATA WRAPPER nowhere",
              "CREATE SERVER nowhere FOREIGN DATA WRAPPER nowhere",
              "CREATE FOREIGN TABLE schema_migration.revision_archive (revision text) SERVER"
                  + " nowhere"),
          Plant.of(
              "schema_migration.revision_archive is a partitioned table",
              "DROP TABLE schema_migration.revision_archive",
              "CREATE TABLE schema_migration.revision_archive (revision text) PARTITION BY LIST"
                  + " (evil.text(revision))"),
          Plant.of(
              "schema_migration.revision_journal has the trigger t",
              "CREATE TRIGGER t BEFORE INSERT ON schema_migration.revision_journal FOR EACH ROW"
                  + " EXECUTE FUNCTION evil.row()"),
          Plant.of(
              "schema_migration.tracking_owner has the trigger t",
              "CREATE TRIGGER t AFTER INSERT OR UPDATE ON schema_migration.tracking_owner"
                  + " EXECUTE FUNCTION evil.row()"),
          Plant.of(
              "schema_migration.databasechangelog has the rule r",
              "CREATE RULE r AS ON INSERT TO schema_migration.databasechangelog DO ALSO SELECT"
                  + " evil.rise()"),
          Plant.of(
              "schema_migration.revision_archive has row security",
              "ALTER TABLE schema_migration.revision_archive ENABLE ROW LEVEL SECURITY",
              "CREATE POLICY p ON schema_migration.revision_archive USING (evil.rise())"),
          Plant.of(
              "schema_migration.revision_archive has the child table evil.child",
              "CREATE TABLE evil.child () INHERITS (schema_migration.revision_archive)"),
          Plant.of(
              "schema_migration.databasechangelog depends on table evil.parent",
              "CREATE TABLE evil.parent ()",
              "ALTER TABLE schema_migration.databasechangelog INHERIT evil.parent"),
          Plant.of(
              "schema_migration.revision_archive depends on type evil.words",
              "ALTER TABLE schema_migration.revision_archive ALTER message TYPE evil.words"),
          Plant.of(
              "schema_migration.revision_archive depends on type evil.words[]",
              "ALTER TABLE schema_migration.revision_archive ADD x evil.words[]"),
          Plant.of(
              "schema_migration.revision_journal has a default, constraint, index or statistics"
                  + " that uses function evil.\"time\"()",
              "ALTER TABLE schema_migration.revision_journal ALTER at SET DEFAULT evil.time()"),
          Plant.of(
              "schema_migration.revision_archive has a default, constraint, index or statistics"
                  + " that uses function evil.text(text)",
              "ALTER TABLE schema_migration.revision_archive ADD g text GENERATED ALWAYS AS"
                  + " (evil.text(message)) STORED"),
          Plant.of(
              "schema_migration.revision_archive has a default, constraint, index or statistics"
                  + " that uses function evil.text(text)",
              "ALTER TABLE schema_migration.revision_archive ADD CHECK (evil.text(message) IS NOT"
                  + " NULL)"),
          Plant.of(
              "schema_migration.revision_archive has a default, constraint, index or statistics"
                  + " that uses type evil.words",
              "ALTER TABLE schema_migration.revision_archive ADD CHECK (message::evil.words IS NOT"
                  + " NULL)"),
          Plant.of(
              "schema_migration.revision_archive has a default, constraint, index or statistics"
                  + " that uses operator evil.<<<(NONE,text)",
              "ALTER TABLE schema_migration.revision_archive ADD CHECK ((OPERATOR(evil.<<<)"
                  + " message) IS NOT NULL)"),
          Plant.of(
              "schema_migration.databasechangelog has a default, constraint, index or statistics"
                  + " that uses function evil.text(text)",
              "CREATE INDEX ON schema_migration.databasechangelog (evil.text('x'))"),
          Plant.of(
              "schema_migration.databasechangelog has a default, constraint, index or statistics"
                  + " that uses function evil.text(text)",
              "CREATE INDEX ON schema_migration.databasechangelog (id) WHERE evil.text('x') = 'x'"),
          new Plant(
              "schema_migration.databasechangelog has a default, constraint, index or statistics"
                  + " that uses function evil.text(text)",
              14,
              "CREATE STATISTICS evil.statistics ON (evil.text('x' || id)), author FROM"
                  + " schema_migration.databasechangelog"),
          Plant.of(
              "schema_migration.revision_archive is unlogged, so that a crash of the server would"
                  + " empty it",
              "ALTER TABLE schema_migration.revision_archive SET UNLOGGED"),
          Plant.of(
              "schema_migration.revision_archive is part of the foreign key f_r_fkey",
              "CREATE TABLE evil.f (r text REFERENCES schema_migration.revision_archive ON DELETE"
                  + " CASCADE)"),
          Plant.of(
              "schema_migration.revision_journal may be written by role %s",
              "GRANT TRIGGER ON schema_migration.revision_journal TO %s"),
          Plant.of(
              "schema_migration.revision_archive may be written by everybody",
              "GRANT UPDATE ON schema_migration.revision_archive TO PUBLIC"));

  /** What matters to who writes, and is not looked for by who only reads. */
  private static final List<Plant> FOR_WRITERS =
      List.of(
          Plant.of(
              "schema_migration.revision_archive may be written by role %s",
              "GRANT UPDATE (content) ON schema_migration.revision_archive TO %s"),
          Plant.of(
              "schema_migration.revision_journal has a default that calls a function in column"
                  + " detail",
              "ALTER TABLE schema_migration.revision_journal ALTER detail SET DEFAULT"
                  + " query_to_xml('SELECT evil.rise()', false, false, '')::text"),
          Plant.of(
              "schema_migration.revision_journal has a check that calls a function,"
                  + " revision_journal_check",
              "ALTER TABLE schema_migration.revision_journal ADD CONSTRAINT revision_journal_check"
                  + " CHECK (query_to_xml('SELECT evil.rise()', false, false, '') IS NOT NULL)"));

  private static final class Scene {
    final TestPostgres server;
    final TestDatabase database;
    final MigrationFixture fixture;
    final Intruder intruder;

    Scene(TestPostgres server) {
      this.server = server;
      this.database = server.createDatabase();
      this.fixture = new MigrationFixture(database.asAdministrator());
      this.intruder = Intruder.in(database);
    }

    boolean has(Plant plant) {
      return server.majorVersion() >= plant.since();
    }

    void clear() {
      intruder.disarm();
      database
          .asAdministrator()
          .execute(
              "DROP SCHEMA IF EXISTS schema_migration CASCADE",
              "DROP TABLE IF EXISTS a, b, evil.child, evil.parent, evil.f");
    }

    /** Ours at revision 1, with something on it. */
    void plant(Plant plant) {
      clear();
      assertThat(fixture.migrate(TWO, "1").fault()).isEmpty();
      database.asAdministrator().execute(sql(plant));
      intruder.arm();
    }

    private String[] sql(Plant plant) {
      return List.of(plant.sql()).stream()
          .map(it -> it.replace("%s", intruder.role()))
          .toArray(String[]::new);
    }

    String expected(Plant plant) {
      return TRACKING + plant.finding().formatted(intruder.role()) + "; it was not used";
    }

    Map<String, Optional<Fault>> looks() {
      return Map.of(
          "settled look", fixture.migration.inspect(fixture.request(TWO, "1")).fault(),
          "look ahead", fixture.migration.inspect(fixture.request(TWO, "head")).fault(),
          "look down", fixture.migration.inspect(fixture.request(TWO, "base")).fault(),
          "current", current());
    }

    Map<String, Optional<Fault>> runs() {
      return Map.of(
          "upgrade", fixture.migrate(TWO, "head").fault(),
          "downgrade", fixture.migrate(TWO, "base").fault(),
          "stamp",
              fixture
                  .migration
                  .stamp(
                      fixture.request(TWO, "head"),
                      List.of("2"),
                      false,
                      RunListener.SILENT,
                      new Cancellation())
                  .fault());
    }

    private Optional<Fault> current() {
      var inspector =
          new Inspector(
              new Connector(Duration.ofSeconds(5)),
              new Requester("shop/app", 1, "test"),
              SpecFieldNames.INSTANCE);
      return inspector.inspect(BundleReader.read("test", Map.of()), fixture.settings())
              instanceof Inspection.Stopped stopped
          ? Optional.of(stopped.fault())
          : Optional.empty();
    }

    void assertRefused(Plant plant, Map<String, Optional<Fault>> attempts) {
      attempts.forEach(
          (what, fault) -> {
            assertThat(fault.map(Fault::reason))
                .as("%s, %s, %s", plant.finding(), what, fault)
                .contains(Reason.TrackingTampered);
            assertThat(fault.orElseThrow().message()).as(what).startsWith(expected(plant));
          });
      assertThat(intruder.rose()).as(plant.finding()).isFalse();
    }
  }

  static List<TestPostgres> servers() {
    return TestPostgres.supported().toList();
  }

  @Test
  void theFunctionsWork() {
    var scene = new Scene(TestPostgres.newest());
    scene.intruder.arm();
    assertThat(scene.intruder.rose()).isFalse();

    scene.database.asAdministrator().one("SELECT evil.text('x')");

    assertThat(scene.intruder.rose()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void whatWasPlantedBeforeTheFirstRunIsRefused(TestPostgres server) {
    var scene = new Scene(server);
    for (var plant : BEFORE) {
      scene.clear();
      scene.intruder.plant("CREATE SCHEMA schema_migration");
      scene.intruder.plant(scene.sql(plant));
      scene.intruder.arm();
      scene.assertRefused(plant, scene.looks());
      scene.assertRefused(plant, scene.runs());
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void whatHangsOnTheTablesIsRefused(TestPostgres server) {
    var scene = new Scene(server);
    for (var plant : ON_OUR_TABLES.stream().filter(scene::has).toList()) {
      scene.plant(plant);
      scene.assertRefused(plant, scene.looks());
      scene.assertRefused(plant, scene.runs());
    }
    for (var plant : FOR_WRITERS) {
      scene.plant(plant);
      scene.looks();
      scene.assertRefused(plant, scene.runs());
    }
  }

  @Test
  void aMessageSaysWhatToDo() {
    var scene = new Scene(TestPostgres.newest());
    scene.plant(ON_OUR_TABLES.get(1));

    assertThat(scene.fixture.migration.inspect(scene.fixture.request(TWO, "1")).fault())
        .contains(
            new Fault(
                Reason.TrackingTampered,
                "spec.database.trackingSchema: schema_migration.revision_archive belongs to role"
                    + " %s; it was not used, because others could run their code through it with"
                        .formatted(scene.intruder.role())
                    + " the rights of role postgres; drop schema_migration.revision_archive if that"
                    + " role must not be trusted; otherwise ALTER TABLE"
                    + " schema_migration.revision_archive OWNER TO postgres, or work as that role"
                    + " (spec.database.role)"));
  }

  /** What a trigger leaves behind in the catalog is there until the next VACUUM. */
  @Test
  void tablesFromWhichItWasTakenOffAreUsedAgain() {
    var scene = new Scene(TestPostgres.newest());
    scene.clear();
    scene.fixture.migrate(TWO, "1");
    scene
        .database
        .asAdministrator()
        .execute(
            "CREATE TRIGGER t BEFORE INSERT ON schema_migration.revision_journal FOR EACH ROW"
                + " EXECUTE FUNCTION evil.row()",
            "DROP TRIGGER t ON schema_migration.revision_journal",
            "CREATE TABLE evil.child () INHERITS (schema_migration.revision_archive)",
            "DROP TABLE evil.child",
            "GRANT SELECT ON ALL TABLES IN SCHEMA schema_migration TO PUBLIC");

    assertThat(scene.fixture.migrate(TWO, "head").fault()).isEmpty();
    assertThat(scene.looks().get("current")).isEmpty();
    assertThat(scene.fixture.migrate(TWO, "base").fault()).isEmpty();
  }

  /** Many give the role of the application rights to all tables that are made from then on. */
  @Test
  void defaultPrivilegesGiveNobodyARightToWriteNewTables() {
    var database = TestPostgres.newest().createDatabase();
    var fixture = new MigrationFixture(database);
    database.execute(
        "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT, TRIGGER ON TABLES TO postgres");

    assertThat(fixture.migrate(TWO, "head").fault()).isEmpty();
    assertThat(fixture.migrate(TWO, "base").fault()).isEmpty();

    var rights = new ArrayList<String>();
    for (var table : List.of("databasechangelog", "revision_archive", "tracking_owner")) {
      rights.addAll(
          database.rows(
              "SELECT DISTINCT g.privilege_type FROM pg_class, aclexplode(relacl) g WHERE oid ="
                  + " 'schema_migration."
                  + table
                  + "'::regclass AND g.grantee = 0 AND g.privilege_type <> 'MAINTAIN'"));
    }
    assertThat(rights).containsOnly("SELECT");
  }
}
