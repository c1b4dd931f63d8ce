package dev.schemamigration.migration;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In which schema migrations work, and what is said when there is none. */
class SearchPathPgTest {
  private static final Map<String, String> ONE =
      files("1_a.sql", revision("1", "", "CREATE TABLE a (id int);", "DROP TABLE a;"));
  private static final String CREATE =
      "Create it for the role, or name another in spec.database.schema; the resource goes on by"
          + " itself.";
  private static final String SCHEMA_OF_TABLE =
      "SELECT schemaname FROM pg_tables WHERE tablename = 'a'";

  private static MigrationFixture on(TestPostgres server) {
    return new MigrationFixture(server.createDatabase());
  }

  private static Request in(MigrationFixture fixture, String schema) {
    return MigrationFixture.with(
        fixture.request(ONE, "head"),
        fixture.settings().withSchemas(Optional.of(schema), "schema_migration"));
  }

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.TestPostgres#supported")
  void withoutAnyNameItIsTheSearchPathOfTheRole(TestPostgres server) throws Exception {
    var fixture = on(server);
    var user = fixture.database.user();
    fixture.database.asAdministrator().execute("CREATE SCHEMA ledger AUTHORIZATION " + user);
    fixture
        .database
        .asAdministrator()
        .execute("ALTER ROLE " + user + " SET search_path = missing, pg_catalog, ledger, public");

    assertThat(fixture.migrate(fixture.request(ONE, "head")).outcome())
        .isEqualTo(new Outcome.Migrated());
    assertThat(fixture.database.one(SCHEMA_OF_TABLE)).isEqualTo("ledger");
    assertThat(fixture.migrate(fixture.request(ONE, "head")).outcome())
        .isEqualTo(new Outcome.Settled());
    assertThat(fixture.migrate(fixture.request(ONE, "base")).outcome())
        .isEqualTo(new Outcome.Migrated());
    assertThat(fixture.database.rows(SCHEMA_OF_TABLE)).isEmpty();
  }

  @Test
  void aSchemaOfTheRolesNameComesFirst() throws Exception {
    var fixture = on(TestPostgres.newest());
    var user = fixture.database.user();
    fixture.database.asAdministrator().execute("CREATE SCHEMA AUTHORIZATION " + user);

    assertThat(fixture.migrate(fixture.request(ONE, "head")).outcome())
        .isEqualTo(new Outcome.Migrated());
    assertThat(fixture.database.one(SCHEMA_OF_TABLE)).isEqualTo(user);
  }

  @Test
  void aNameHasPrecedenceOverTheSearchPathOfTheRole() throws Exception {
    var fixture = on(TestPostgres.newest());
    fixture
        .database
        .asAdministrator()
        .execute("ALTER ROLE " + fixture.database.user() + " SET search_path = missing");

    assertThat(fixture.migrate(in(fixture, "public")).outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(fixture.database.one(SCHEMA_OF_TABLE)).isEqualTo("public");
  }

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.TestPostgres#supported")
  void aSchemaThatIsMissingIsNamedUntilItIsThere(TestPostgres server) throws Exception {
    var fixture = on(server);
    var user = fixture.database.user();

    assertThat(fixture.migrate(in(fixture, "nowhere,public")).fault())
        .contains(
            new Fault(
                Reason.SchemaNotFound,
                "spec.database.schema: schema \"nowhere\" does not exist, or role \""
                    + user
                    + "\" may not use it",
                CREATE));

    fixture.database.asAdministrator().execute("CREATE SCHEMA nowhere");

    assertThat(fixture.migrate(in(fixture, "nowhere")).fault().map(Fault::reason))
        .contains(Reason.SchemaNotFound);

    fixture.database.asAdministrator().execute("ALTER SCHEMA nowhere OWNER TO " + user);

    assertThat(fixture.migrate(in(fixture, "nowhere,public")).outcome())
        .isEqualTo(new Outcome.Migrated());
    assertThat(fixture.database.one(SCHEMA_OF_TABLE)).isEqualTo("nowhere");
  }

  @Test
  void aSearchPathWithoutAnySchemaIsNamed() throws Exception {
    var fixture = on(TestPostgres.newest());
    var user = fixture.database.user();
    fixture.database.asAdministrator().execute("ALTER ROLE " + user + " SET search_path = ''");

    assertThat(fixture.migrate(fixture.request(ONE, "head")).fault())
        .contains(
            new Fault(
                Reason.SchemaNotFound,
                "spec.database.schema: no schema is named, and the search_path of role \""
                    + user
                    + "\" names none that exists",
                CREATE));
  }

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.TestPostgres#supported")
  void aRoleThatIsMissingOrForbiddenIsNamed(TestPostgres server) throws Exception {
    var fixture = on(server);
    var missing = fixture.settings().withRole(Optional.of("nobody_here"));

    assertThat(
            fixture.migrate(MigrationFixture.with(fixture.request(ONE, "head"), missing)).fault())
        .contains(
            new Fault(
                Reason.RoleNotFound,
                "spec.database.role: role \"nobody_here\" does not exist",
                "Create it and grant it to the login, or correct spec.database.role; the resource"
                    + " goes on by itself."));

    var forbidden =
        fixture.settings().withRole(Optional.of(server.administrator("postgres").user()));

    assertThat(
            fixture.migrate(MigrationFixture.with(fixture.request(ONE, "head"), forbidden)).fault())
        .hasValueSatisfying(
            fault -> {
              assertThat(fault.reason()).isEqualTo(Reason.PermissionDenied);
              assertThat(fault.finding())
                  .contains("may not be taken by \"" + fixture.database.user() + "\"");
            });
  }
}
