package dev.schemamigration.migration;

import static dev.schemamigration.migration.MigrationFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the shape of a folder means once its revisions meet a database. */
class SourceShapesPgTest {
  private static final String EMPTY =
      """
      --liquibase formatted sql
      -- revision: %s
      -- down_revision: %s
      """;

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  private List<String> tables() {
    return fixture.database.rows(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
  }

  @Test
  void aFolderOfPlainScriptsThatLostItsOldestFilesGoesOnWhereItStands() {
    fixture.migrate(
        files("1_a.sql", "CREATE TABLE a (i int);", "2_b.sql", "CREATE TABLE b (i int);"), "head");
    var pruned = files("2_b.sql", "CREATE TABLE b (i int);", "3_c.sql", "CREATE TABLE c (i int);");

    var report = fixture.migrate(pruned, "head");

    assertThat(report.fault()).isEmpty();
    assertThat(fixture.told).containsExactly("UPGRADE 1", "UPGRADE 2", "UPGRADE 3");
    assertThat(report.heads()).contains(List.of("3"));
    assertThat(tables()).containsExactly("a", "b", "c");
  }

  @Test
  void aMergeWithoutChangesetsGoesUpAndDown() {
    var diamond =
        files(
            "1.sql", EMPTY.formatted("1", ""),
            "2.sql", EMPTY.formatted("2", "1"),
            "3.sql", EMPTY.formatted("3", "1"),
            "4.sql", EMPTY.formatted("4", "2, 3"));

    var up = fixture.migrate(diamond, "head");
    var again = fixture.migrate(diamond, "head");
    var down = fixture.migrate(diamond, "1");

    assertThat(up.fault()).isEmpty();
    assertThat(up.heads()).contains(List.of("4"));
    assertThat(again.outcome()).isEqualTo(new Outcome.Settled());
    assertThat(down.fault()).isEmpty();
    assertThat(down.heads()).contains(List.of("1"));
  }

  @Test
  void aParentThatNothingKnowsIsNamedWithItsFile() {
    var report = fixture.migrate(files("2_b.sql", EMPTY.formatted("2", "1")), "head");

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.InvalidGraph,
                "test: revision \"2\" (2_b.sql): down_revision names \"1\", which is not among the"
                    + " revisions; add the file that declares it or correct down_revision"));
  }
}
