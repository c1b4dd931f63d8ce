package dev.schemamigration.database.proof;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a table holds is measured by the server before any of it is sent. */
class BoundPgTest {
  private static final Map<String, String> ONE =
      files("1_a.sql", revision("1", "", "CREATE TABLE a ();", "DROP TABLE a;"));
  private static final Map<String, String> OTHER =
      files("2_b.sql", revision("2", "", "CREATE TABLE b ();", "DROP TABLE b;"));

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE schema_migration.revision_archive SET message = repeat('x', 34 * 1024 * 1024)",
        "UPDATE schema_migration.revision_archive SET changesets = ARRAY[repeat('x', 34 * 1024 *"
            + " 1024)]",
        "INSERT INTO schema_migration.databasechangelog SELECT i, '', '', now(), i, 'EXECUTED'"
            + " FROM generate_series(1, 600000) AS i",
        "UPDATE schema_migration.tracking_owner SET target = repeat('x', 34 * 1024 * 1024)"
      })
  void trackingTablesThatHoldTooMuchAreNotFetched(String filling) {
    fixture.migrate(ONE, "head");
    fixture.database.execute(filling);

    var expected =
        new Fault(
            Reason.TrackingTampered,
            "spec.database.trackingSchema: a table in schema_migration holds more than 32 MiB in"
                + " the columns that are read; it was not used, because it could exhaust the memory"
                + " of this process; delete the rows that no migration has written, or restore a"
                + " table in schema_migration from a backup");
    assertThat(fixture.migration.inspect(fixture.request(ONE, "head")).fault()).contains(expected);
    assertThat(fixture.migrate(ONE, "base").fault()).contains(expected);
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
                "spec.adopt: public.alembic_version holds more than 32 MiB in the columns that are"
                    + " read; it was not used, because it could exhaust the memory of this process;"
                    + " delete the rows that no migration has written, or restore"
                    + " public.alembic_version from a backup"));
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
