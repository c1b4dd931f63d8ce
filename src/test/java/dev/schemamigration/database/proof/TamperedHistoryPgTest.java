package dev.schemamigration.database.proof;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.Intruder;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everybody may create tables in the schema in which a superuser looks for the histories of other
 * tools: nothing that is planted there is run, and each kind is refused by name.
 */
class TamperedHistoryPgTest {
  private static final Map<String, String> TWO =
      files(
          "1_a.sql",
          revision("1", "", "CREATE TABLE IF NOT EXISTS public.a ();", "DROP TABLE public.a;"),
          "2_b.sql",
          revision("2", "1", "CREATE TABLE public.b ();", "DROP TABLE public.b;"));

  private static final String CHANGELOG =
      "CREATE TABLE public.databasechangelog (id text, author text, filename text, exectype text,"
          + " md5sum text, orderexecuted int, dateexecuted timestamp)";

  /**
   * @param finding what the message says of it
   * @param asIntruder what the intruder creates
   * @param asOwner what the role of the migrations was persuaded to add
   */
  private record Plant(String finding, List<String> asIntruder, List<String> asOwner) {}

  private static Plant planted(String finding, String... sql) {
    return new Plant(finding, List.of(sql), List.of());
  }

  private static Plant added(String finding, String... sql) {
    return new Plant(finding, List.of(), List.of(sql));
  }

  private static final List<Plant> PLANTS =
      List.of(
          planted(
              "public.alembic_version belongs to role %s",
              "CREATE TABLE public.alembic_version (version_num text)",
              "INSERT INTO public.alembic_version VALUES ('1')",
              "CREATE INDEX ON public.alembic_version (evil.text('x'))"),
          planted(
              "public.alembic_version is a view",
              "CREATE VIEW public.alembic_version AS SELECT '1'::text AS version_num WHERE"
                  + " evil.rise()"),
          planted(
              "public.flyway_schema_history is a view",
              "CREATE VIEW public.flyway_schema_history AS SELECT 1 AS installed_rank, '1'::text AS"
                  + " version, 'SQL'::text AS type, '1_a.sql'::text AS script, true AS success WHERE"
                  + " evil.rise()"),
          planted(
              "public.schema_migrations is a view",
              "CREATE VIEW public.schema_migrations AS SELECT 1::bigint AS version, false AS dirty"
                  + " WHERE evil.rise()"),
          planted(
              "public.databasechangelog is a view",
              "CREATE VIEW public.databasechangelog AS SELECT ''::text AS id, ''::text AS author,"
                  + " ''::text AS filename, ''::text AS exectype, ''::text AS md5sum, 1 AS"
                  + " orderexecuted, now() AS dateexecuted WHERE evil.rise()"),
          added(
              "public.databasechangeloglock is a view",
              CHANGELOG,
              "CREATE VIEW public.databasechangeloglock AS SELECT true AS locked, ''::text AS"
                  + " lockedby, now() AS lockgranted WHERE evil.rise()"),
          added(
              "public.alembic_version has row security",
              "CREATE TABLE public.alembic_version (version_num text)",
              "ALTER TABLE public.alembic_version ENABLE ROW LEVEL SECURITY",
              "CREATE POLICY p ON public.alembic_version USING (evil.rise())"),
          added(
              "public.alembic_version has the child table evil.child",
              "CREATE TABLE public.alembic_version (version_num text)",
              "CREATE TABLE evil.child () INHERITS (public.alembic_version)"),
          added(
              "public.alembic_version is a partitioned table",
              "CREATE TABLE public.alembic_version (version_num text) PARTITION BY LIST"
                  + " (evil.text(version_num))"),
          added(
              "public.alembic_version has a default, constraint, index or statistics that uses"
                  + " function evil.text(text)",
              "CREATE TABLE public.alembic_version (version_num text)",
              "CREATE INDEX ON public.alembic_version (evil.text('x'))"),
          added(
              "public.alembic_version depends on type evil.words",
              "CREATE TABLE public.alembic_version (version_num evil.words)"),
          added(
              "public.alembic_version has the trigger t",
              "CREATE TABLE public.alembic_version (version_num text)",
              "CREATE TRIGGER t BEFORE INSERT ON public.alembic_version FOR EACH ROW EXECUTE"
                  + " FUNCTION evil.row()"),
          added(
              "public.alembic_version has the rule r",
              "CREATE TABLE public.alembic_version (version_num text)",
              "CREATE RULE r AS ON INSERT TO public.alembic_version DO ALSO SELECT evil.rise()"));

  static List<TestPostgres> servers() {
    return TestPostgres.supported().toList();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void whatWasPlantedAsAHistoryIsRefused(TestPostgres server) {
    var database = server.createDatabase();
    var fixture = new MigrationFixture(database.asAdministrator());
    var intruder = Intruder.in(database);
    database.asAdministrator().execute("GRANT CREATE ON SCHEMA public TO PUBLIC");
    for (var plant : PLANTS) {
      intruder.disarm();
      clear(database);
      intruder.plant(plant.asIntruder().toArray(String[]::new));
      database.asAdministrator().execute(plant.asOwner());
      intruder.arm();

      var look = fixture.migration.inspect(fixture.request(TWO, "head"));
      var run = fixture.migrate(TWO, "head");

      assertThat(List.of(look, run))
          .as(plant.finding())
          .allSatisfy(
              report -> {
                var fault = report.fault().orElseThrow();
                assertThat(fault.reason()).as(fault.message()).isEqualTo(Reason.HistoryTampered);
                assertThat(fault.message())
                    .startsWith("spec.adopt: " + plant.finding().formatted(intruder.role()));
              });
      assertThat(intruder.rose()).as(plant.finding()).isFalse();
      assertThat(database.one("SELECT to_regnamespace('schema_migration')")).isEmpty();
    }
    var ignored = MigrationFixture.with(fixture.request(TWO, "head"), Request.Adoption.NEVER);
    assertThat(fixture.migrate(ignored).fault()).isEmpty();
    assertThat(intruder.rose()).isFalse();
  }

  private static void clear(TestDatabase database) {
    database
        .asAdministrator()
        .execute(
            """
            DO $$
            DECLARE r record;
            BEGIN
              FOR r IN SELECT oid::regclass AS name, CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END
                  AS kind FROM pg_class
                  WHERE relkind IN ('r', 'p', 'v') AND (relnamespace = 'public'::regnamespace
                    OR oid = to_regclass('evil.child')) LOOP
                EXECUTE format('DROP %s IF EXISTS %s CASCADE', r.kind, r.name);
              END LOOP;
            END $$\
            """);
  }

  @Test
  void theHistoryOfTheRoleThatMigratesIsAdoptedFromASchemaOfAnother() {
    var database = TestPostgres.newest().createDatabase();
    var administrator = database.asAdministrator();
    var intruder = Intruder.in(database);
    administrator.execute(
        "ALTER SCHEMA public OWNER TO " + intruder.role(),
        "GRANT ALL ON SCHEMA public TO " + database.user(),
        "GRANT CREATE ON DATABASE " + database.name() + " TO " + database.user());
    database.execute(
        "CREATE TABLE alembic_version (version_num text)",
        "INSERT INTO alembic_version VALUES ('1')",
        "CREATE TABLE a ()");

    assertThat(new MigrationFixture(database).migrate(TWO, "head").fault()).isEmpty();
    assertThat(database.rows("SELECT revision FROM schema_migration.revision_archive ORDER BY 1"))
        .containsExactly("1", "2");
  }

  @Test
  void aHistoryOfAnotherRoleIsAdoptedByThatRole() {
    var database = TestPostgres.newest().createDatabase();
    database.execute(
        "CREATE TABLE alembic_version (version_num text)",
        "INSERT INTO alembic_version VALUES ('1')",
        "CREATE TABLE a ()");
    var administrator = new MigrationFixture(database.asAdministrator());

    assertThat(administrator.migrate(TWO, "head").fault())
        .contains(
            new Fault(
                Reason.HistoryTampered,
                ("spec.adopt: public.alembic_version belongs to role %1$s; it was not used, because"
                        + " others could run their code through it with the rights of role"
                        + " postgres; drop public.alembic_version if that role must not be trusted;"
                        + " otherwise ALTER TABLE public.alembic_version OWNER TO postgres, or work"
                        + " as that role (spec.database.role)")
                    .formatted(database.user())));

    var request = administrator.request(TWO, "head");
    assertThat(
            administrator
                .migrate(
                    MigrationFixture.with(
                        request, request.database().withRole(Optional.of(database.user()))))
                .fault())
        .isEmpty();
  }
}
