package dev.schemamigration.migration;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tracking tables know the schema that they are about, and no other is worked on by them. */
class OwnershipPgTest {
  private static final Map<String, String> TWO =
      files(
          "1_a.sql", revision("1", "", "CREATE TABLE a (id int);", "DROP TABLE a;"),
          "2_b.sql", revision("2", "1", "CREATE TABLE b (id int);", "DROP TABLE b;"));
  private static final Fault OTHER_SCHEMA =
      new Fault(
          Reason.SchemaMismatch,
          "spec.database.schema: the revisions of this database are applied in schema sa, and the"
              + " request is for schema sb; name sa (there, or as currentSchema of the URL), or"
              + " give sb records of its own (spec.database.trackingSchema)");

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @BeforeEach
  void createSchemas() {
    fixture.database.execute(
        "CREATE SCHEMA sa",
        "CREATE SCHEMA sb",
        "CREATE TABLE sb.a (others int)",
        "CREATE TABLE sb.b (others int)");
  }

  @Test
  void revisionsOfOneSchemaAreNeitherMissedNorUndoneInAnother() {
    assertThat(run("sa", "head").outcome()).isEqualTo(new Outcome.Migrated());

    assertThat(inspect("sb", "head").fault()).contains(OTHER_SCHEMA);
    assertThat(run("sb", "head").fault()).contains(OTHER_SCHEMA);
    assertThat(run("sb", "base").fault()).contains(OTHER_SCHEMA);
    assertThat(stamp("sb", "2").fault()).contains(OTHER_SCHEMA);
    assertThat(fixture.database.rows("SELECT to_regclass('sb.a'), to_regclass('sa.a')"))
        .containsExactly("sb.a\tsa.a");

    assertThat(inspect("sa", "head").outcome()).isEqualTo(new Outcome.Settled());
    assertThat(run("sa", "base").heads()).contains(Heads.BASE);
  }

  @Test
  void onlyTheFirstSchemaOfThePathCounts() {
    run("sa", "1");

    assertThat(run("sa, public", "2").outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(run("public, sa", "base").fault().orElseThrow().reason())
        .isEqualTo(Reason.SchemaMismatch);
  }

  @Test
  void anotherSchemaIsFreeToUseWhenNothingIsApplied() {
    run("sa", "head");
    run("sa", "base");
    fixture.database.execute("DROP TABLE sb.a, sb.b");

    assertThat(run("sb", "head").outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(inspect("sa", "head").fault().orElseThrow().reason())
        .isEqualTo(Reason.SchemaMismatch);
  }

  @Test
  void aStampRecordsTheSchema() {
    assertThat(stamp("sa", "1").fault()).isEmpty();

    assertThat(run("sb", "head").fault()).contains(OTHER_SCHEMA);
  }

  @Test
  void tablesOfAnEarlierVersionTakeTheSchemaOfTheFirstRun() {
    run("sa", "1");
    fixture.database.execute("DROP TABLE schema_migration.tracking_owner");

    assertThat(inspect("sa", "1").outcome()).isEqualTo(new Outcome.Settled());
    assertThat(fixture.database.one("SELECT to_regclass('schema_migration.tracking_owner')"))
        .as("a look creates nothing")
        .isEmpty();
    assertThat(run("sa", "2").outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(inspect("sb", "2").fault()).contains(OTHER_SCHEMA);
  }

  @Test
  void aRoleThatMayNotCreateNeedsNoRightForTablesThatAreThere() {
    run("sa", "1");
    fixture.database.execute("DELETE FROM schema_migration.tracking_owner");
    fixture
        .database
        .asAdministrator()
        .execute(
            "ALTER SCHEMA schema_migration OWNER TO postgres",
            "GRANT USAGE ON SCHEMA schema_migration TO " + fixture.database.user());

    assertThat(run("sa", "2").outcome()).isEqualTo(new Outcome.Migrated());
  }

  private Report run(String schema, String target) {
    return fixture.migrate(in(schema, target));
  }

  private Report inspect(String schema, String target) {
    return fixture.migration.inspect(in(schema, target));
  }

  private Report stamp(String schema, String target) {
    return fixture.migration.stamp(
        in(schema, target), List.of(target), false, RunListener.SILENT, new Cancellation());
  }

  private Request in(String schema, String target) {
    return MigrationFixture.with(
        fixture.request(TWO, target),
        fixture.settings().withSchemas(Optional.of(schema), fixture.settings().trackingSchema()));
  }
}
