package dev.schemamigration.database.proof;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tables hold is bounded: row by row while it comes, or measured before it is sent. */
class BoundPgTest {
  private static final Map<String, String> ONE =
      files("1_a.sql", revision("1", "", "CREATE TABLE a ();", "DROP TABLE a;"));
  private static final Map<String, String> OTHER =
      files("2_b.sql", revision("2", "", "CREATE TABLE b ();", "DROP TABLE b;"));

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schema schema_migration | UPDATE schema_migration.revision_archive SET message ="
            + " repeat('x', 34 * 1024 * 1024)",
        "schema schema_migration | UPDATE schema_migration.revision_archive SET changesets ="
            + " ARRAY[repeat('x', 34 * 1024 * 1024)]",
        "schema_migration.revision_archive | UPDATE schema_migration.revision_archive SET"
            + " depends_on = array_fill('x'::text, ARRAY[600000])",
        "schema_migration.databasechangelog | INSERT INTO schema_migration.databasechangelog"
            + " SELECT i, '', '', now(), i, 'EXECUTED' FROM generate_series(1, 600000) AS i",
        "schema schema_migration | UPDATE schema_migration.tracking_owner SET target ="
            + " repeat('x', 34 * 1024 * 1024)"
      })
  void trackingTablesThatHoldTooMuchAreNotFetched(String object, String filling) {
    fixture.migrate(ONE, "head");
    fixture.database.execute(filling);

    var expected =
        new Fault(
            Reason.TrackingTampered,
            "spec.database.trackingSchema: %1$s holds more than 32 MiB in the columns that are read; it was not used, because it could exhaust the memory of this process; delete the rows that no migration has written, or restore %1$s from a backup; where all of it is the history of migrations, combine changesets and revisions"
                .formatted(object));
    assertThat(fixture.migration.inspect(fixture.request(ONE, "head")).fault()).contains(expected);
    assertThat(fixture.migrate(ONE, "base").fault()).contains(expected);
  }

  @Test
  void aHundredThousandChangesetsAreRead() {
    fixture.migrate(ONE, "head");
    fixture.database.execute(
        "INSERT INTO schema_migration.databasechangelog (id, author, filename, dateexecuted,"
            + " orderexecuted, exectype) SELECT i, 'an.author@example.org',"
            + " 'db/changelog/releases/0001_tables.sql', now(), i + 1, 'EXECUTED' FROM"
            + " generate_series(1, 100000) AS i",
        "UPDATE schema_migration.revision_archive SET changesets = changesets || (SELECT"
            + " array_agg('db/changelog/releases/0001_tables.sql::' || i ||"
            + " '::an.author@example.org') FROM generate_series(1, 100000) AS i)");

    assertThat(fixture.migration.inspect(fixture.request(ONE, "head")).outcome())
        .isEqualTo(new Outcome.Settled());
    assertThat(fixture.migrate(both(), "head").fault()).isEmpty();
  }

  private static Map<String, String> both() {
    return files(
        "1_a.sql",
        ONE.get("1_a.sql"),
        "2_b.sql",
        revision("2", "1", "CREATE TABLE b ();", "DROP TABLE b;"));
  }

  @Test
  void aHistoryThatHoldsTooMuchIsNotFetched() {
    fixture.database.execute(
        "CREATE TABLE alembic_version (version_num text)",
        "INSERT INTO alembic_version VALUES (repeat('x', 34 * 1024 * 1024))");

    assertThat(fixture.migration.inspect(fixture.request(ONE, "head")).fault())
        .contains(
            new Fault(
                Reason.HistoryTampered,
                "spec.adopt: public.alembic_version holds more than 31 MiB in the columns that are"
                    + " read; it was not used, because it could exhaust the memory of this process;"
                    + " delete the rows that no migration has written, or restore"
                    + " public.alembic_version from a backup; where all of it is the history of"
                    + " migrations, combine changesets and revisions"));
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 66})
  void anArchivedTextThatIsTooLargeIsNotFetched(int size) {
    fixture.migrate(ONE, "head");
    fixture.database.execute(
        "UPDATE schema_migration.revision_archive SET content = decode(repeat('00', "
            + size
            + " * 1024 * 1024), 'hex')");

    assertThat(fixture.migrate(OTHER, "base").fault())
        .contains(
            new Fault(
                Reason.ArchiveCorrupt,
                "archived revision 1 has more than 15 MiB of text and files, packed; restore the"
                    + " row of revision_archive from a backup"));
  }
}
