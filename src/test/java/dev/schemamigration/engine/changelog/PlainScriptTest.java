package dev.schemamigration.engine.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQL files without any line of Liquibase's format, such as migrations of other tools. */
class PlainScriptTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE INDEX CONCURRENTLY i ON t (a)|CREATE INDEX CONCURRENTLY",
        "DROP INDEX CONCURRENTLY i|DROP INDEX CONCURRENTLY",
        "VACUUM t|VACUUM",
      })
  void itsAuthorIsToldTheLinesWithWhichItRunsOutsideOfATransaction(String sql, String what) {
    var refusal = Changelogs.refusal("1_a.sql", "-- An index.\n" + sql + ";\n");

    assertThat(refusal)
        .isEqualTo(
            "revision file 1_a.sql, statement 1: "
                + what
                + " in a transaction is not allowed; put the lines \"--liquibase formatted sql\""
                + " and \"--changeset author:id runInTransaction:false\" at the top of the file");
    assertThat(
            Changelogs.refusal(
                "1_a.sql",
                "--liquibase formatted sql\n--changeset author:id runInTransaction:false\n"
                    + "-- An index.\n"
                    + sql
                    + ";\n"))
        .isEmpty();
  }

  @Test
  void whatIsRefusedInAnyPlaceIsToldAsAnywhere() {
    assertThat(Changelogs.refusal("1_a.sql", "BEGIN; CREATE TABLE t (a int); COMMIT;"))
        .isEqualTo(
            "revision file 1_a.sql, statement 1: BEGIN is not allowed; a"
                + " revision is one transaction already; take it out");
  }
}
