package dev.schemamigration.migration.planning;

import static dev.schemamigration.testing.MigrationFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ways out after an edit of a file that has been applied. */
class EditedFilePgTest {
  private static final String FILE =
      """
      --liquibase formatted sql
      -- revision: 1
      -- down_revision:

      --changeset hall:1
      -- one row is a seet
      CREATE TABLE seat (id int);
      --rollback DROP TABLE seat;

      --changeset hall:2
      CREATE TABLE row (id int);
      --rollback DROP TABLE row;
      """;

  private static final String EDITED = FILE.replace("seet", "seat");

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @Test
  void aValidCheckSumAcceptsWhatRanHere() {
    migrate(FILE);
    var ran = checksums().getFirst();

    for (var valid : List.of(ran, "any", "1:any")) {
      var text = EDITED.replace("hall:1\n", "hall:1\n--validCheckSum: " + valid + "\n");
      assertThat(migrate(text).fault()).isEmpty();
    }
    var other = EDITED.replace("hall:1\n", "hall:1\n--validCheckSum: 9:" + "0".repeat(32) + "\n");
    assertThat(migrate(other).fault()).map(Fault::reason).contains(Reason.ChecksumMismatch);
    assertThat(migrate(EDITED.replace("hall:2\n", "hall:2\n--validCheckSum: any\n")).fault())
        .map(Fault::reason)
        .contains(Reason.ChecksumMismatch);
    assertThat(checksums().getFirst()).isEqualTo(ran);
  }

  @Test
  void aFileThatIsOfAnotherFormatNowIsAnEdit() {
    var yaml =
        "databaseChangeLog:\n"
            + "- changeSet: {id: 1, author: hall, changes: [{sql: CREATE TABLE seat (id int)}],"
            + " rollback: DROP TABLE seat}\n";
    assertThat(fixture.migrate(files("1_hall.yaml", yaml), "head").fault()).isEmpty();

    assertThat(migrate(FILE).fault().orElseThrow().message())
        .startsWith(
            "revision 1: file 1_hall.sql was edited after it had been applied: changeset"
                + " 1_hall.yaml::1::hall (checksum 9:")
        .contains(") is gone from it; restore the file");
    var other = yaml.replace("rollback: DROP TABLE seat", "rollback: SELECT broken");
    assertThat(fixture.migrate(files("1_hall.json", other), "head").fault())
        .map(Fault::reason)
        .contains(Reason.ChecksumMismatch);

    assertThat(fixture.migrate(files("1_hall.json", yaml), "base").fault()).isEmpty();
    assertThat(fixture.database.one("SELECT to_regclass('seat')")).isEmpty();
  }

  @Test
  void anAcceptedFileIsRecordedAsItIs() {
    migrate(FILE);
    var before = checksums();
    var request =
        fixture.request(
            Map.of(
                "1_hall.sql",
                EDITED
                    .replace("hall:2", "hall:3")
                    .replace("DROP TABLE seat", "DROP TABLE IF EXISTS seat")),
            "head");

    assertThat(
            fixture
                .migration
                .accept(request, List.of("1"), RunListener.SILENT, new Cancellation())
                .fault())
        .isEmpty();

    assertThat(checksums()).hasSize(2).doesNotContainAnyElementsOf(before.subList(0, 1));
    assertThat(
            fixture.database.rows(
                "SELECT id, exectype FROM schema_migration.databasechangelog ORDER BY"
                    + " orderexecuted"))
        .containsExactly("1\tEXECUTED", "3\tEXECUTED");
    assertThat(fixture.migrate(request).fault()).isEmpty();
    assertThat(migrate(FILE).fault()).map(Fault::reason).contains(Reason.ChecksumMismatch);
    assertThat(fixture.migrate(files("1_hall.sql", text(request)), "base").fault()).isEmpty();
    assertThat(fixture.database.rows("SELECT 1 FROM pg_tables WHERE schemaname = 'public'"))
        .isEmpty();
  }

  @Test
  void whatWasOnlyMarkedAsRunStaysSo() {
    var skipped =
        FILE.replace(
            "hall:2\n",
            "hall:2\n--preconditions onFail:MARK_RAN\n--precondition-sql-check expectedResult:1"
                + " SELECT 2\n");
    migrate(skipped);
    var request =
        fixture.request(
            Map.of("1_hall.sql", skipped.replace("TABLE row (id int)", "TABLE row ()")), "head");

    assertThat(
            fixture
                .migration
                .accept(request, List.of("1"), RunListener.SILENT, new Cancellation())
                .fault())
        .isEmpty();

    assertThat(
            fixture.database.rows(
                "SELECT id, exectype FROM schema_migration.databasechangelog ORDER BY"
                    + " orderexecuted"))
        .containsExactly("1\tEXECUTED", "2\tMARK_RAN");
    assertThat(fixture.migrate(request).fault()).isEmpty();
  }

  private static String text(Request request) {
    return request.bundle().find("1").orElseThrow().content();
  }

  private Report migrate(String text) {
    return fixture.migrate(files("1_hall.sql", text), "head");
  }

  private List<String> checksums() {
    return fixture.database.rows(
        "SELECT md5sum FROM schema_migration.databasechangelog ORDER BY orderexecuted");
  }
}
