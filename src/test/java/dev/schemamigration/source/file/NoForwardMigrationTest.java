package dev.schemamigration.source.file;

import static dev.schemamigration.source.SourceFiles.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.source.fault.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoForwardMigrationTest {
  private static final String SCRIPT = "DROP TABLE album;\n";

  @ParameterizedTest
  @CsvSource({
    "000001_album.down.sql, golang-migrate",
    "000001_album.DOWN.SQL, golang-migrate",
    "V0001.Album.down.sql, golang-migrate",
    "20200101000000_album.autocommit.down.sql, golang-migrate",
    "down.sql, golang-migrate",
    "001.undo.album.sql, postgrator",
    "001.undo.sql, postgrator",
    "1_album.undo.sql, postgrator",
    "undo.sql, postgrator",
    "1_album.rollback.sql, yoyo",
    "rollback.sql, yoyo",
    "album.revert.sql, Sqitch",
    "U1__album.sql, an undo migration of Flyway",
    "U1_2__album.sql, an undo migration of Flyway",
    "U1.2__album.sql, an undo migration of Flyway",
    "u1__album.sql, an undo migration of Flyway",
    "U1.sql, an undo migration of Flyway",
    "R__views.sql, a repeatable migration of Flyway",
    "B3__all.sql, a baseline migration of Flyway",
    "beforeMigrate.sql, a callback of Flyway",
    "beforeMigrate__vacuum.sql, a callback of Flyway",
    "beforeEachMigrate.sql, a callback of Flyway",
    "afterEachMigrateStatementError.sql, a callback of Flyway",
    "afterMigrateApplied.sql, a callback of Flyway",
    "afterMigrateError.sql, a callback of Flyway",
    "afterVersioned.sql, a callback of Flyway",
    "beforeRepeatables.sql, a callback of Flyway",
    "afterUndo.sql, a callback of Flyway",
    "afterClean.sql, a callback of Flyway",
    "beforeConnect.sql, a callback of Flyway",
    "createSchema.sql, a callback of Flyway",
    "afterInfoOperationFinish.sql, a callback of Flyway",
  })
  void aFileThatIsNoForwardMigrationIsRefusedByItsName(String name, String kind) {
    assertThatThrownBy(() -> files().with("0_first.sql", "SELECT 1;").with(name, SCRIPT).read())
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("test: " + name + ": is by its name ")
        .hasMessageContaining(kind)
        .hasMessageContaining("take it out of the folder");
  }

  @Test
  void theMessageOfAPairNamesTheDownFileAndWhatToDo() {
    var pair =
        files()
            .with("000001_album.up.sql", "CREATE TABLE album (id int);")
            .with("000001_album.down.sql", SCRIPT);

    assertThatThrownBy(pair::read)
        .hasMessage(
            "test: 000001_album.down.sql: is by its name a down migration of golang-migrate, sqlx"
                + " or a like tool, which is no forward migration; write its statements as"
                + " \"--rollback\" lines of a \"--changeset\" in the file that it undoes, and take"
                + " it out of the folder");
  }

  @Test
  void anEmptyDownFileIsNamedAsOneToo() {
    assertThatThrownBy(() -> files().with("1_a.down.sql", "").read())
        .hasMessageContaining("golang-migrate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "V1__album.sql",
        "V1.1__album.sql",
        "000001_album.up.sql",
        "001.do.album.sql",
        "005_scale_down.sql",
        "005_undo.sql",
        "6_add_rollback_table.sql",
        "R_values.sql",
        "U_users.sql",
        "users.sql",
        "b1_album.sql",
        "beforeMigrate_table.sql",
        "after.sql",
        "download.sql",
      })
  void aForwardMigrationIsARevision(String name) {
    assertThat(files().with(name, SCRIPT).read().files()).hasSize(1);
  }

  @Test
  void aHeaderMakesAFileOfAnyNameARevision() {
    var bundle = files().withHeader("R__views.sql", "-- revision: 7", "-- down_revision:").read();

    assertThat(bundle.graph().heads()).containsExactly("7");
  }

  @Test
  void aScriptThatAChangelogRefersToMayHaveAnyName() {
    var bundle = files().with("1_a.sql", SCRIPT).with("scripts/1_a.down.sql", SCRIPT).read();

    assertThat(bundle.graph().heads()).containsExactly("1");
  }
}
