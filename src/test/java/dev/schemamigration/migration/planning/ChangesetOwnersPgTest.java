package dev.schemamigration.migration.planning;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesetOwnersPgTest {
  private static final Map<String, String> FILES =
      files(
          "1_a.sql",
          revision("1", "", "CREATE TABLE a (i int);", "DROP TABLE a;"),
          "2_b.sql",
          revision("2", "1", "CREATE TABLE b (i int);", "DROP TABLE b;")
              .replace("formatted sql", "formatted sql logicalFilePath:1_a.sql")
              .replace("test:2", "test:1"));

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @ParameterizedTest
  @ValueSource(strings = {"1", "base"})
  void aChangesetOfOneRevisionCannotPassForThatOfAnother(String before) {
    fixture.migrate(FILES, before);

    var report = fixture.migrate(FILES, "head");

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.InvalidSource,
                "revision 2 has the changeset 1_a.sql::1::test, which is one of revision 1 too; give"
                    + " it another id or author, or leave logicalFilePath out"));
    assertThat(fixture.migrate(FILES, "base").fault()).isEmpty();
    assertThat(fixture.database.rows("SELECT to_regclass('a')")).containsExactly("");
  }
}
