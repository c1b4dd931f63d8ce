package dev.schemamigration.adoption;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Histories of other tools with rows that no tool has written, in tables without constraints. */
class TamperedHistoryValuesPgTest {
  private static final Map<String, String> ONE =
      files("1_a.sql", revision("1", "", "CREATE TABLE a ();", "DROP TABLE a;"));

  private static final List<String> ALEMBIC = List.of("alembic_version (version_num text)", "'1'");
  private static final List<String> FLYWAY =
      List.of(
          "flyway_schema_history (installed_rank int, version text, type text, script text, success"
              + " boolean)",
          "1, '1', 'SQL', 'V1__a.sql', true");
  private static final List<String> MIGRATE =
      List.of("schema_migrations (version bigint, dirty boolean)", "1, false");
  private static final List<String> LIQUIBASE =
      List.of(
          "databasechangelog (filename text, id text, author text, exectype text, md5sum text,"
              + " orderexecuted int, dateexecuted timestamp)",
          "'1_a.sql', '1', 'test', 'EXECUTED', NULL, 1, now()");

  private static final Map<String, List<String>> VALUES =
      Map.of(
          "text",
              List.of(
                  "NULL", "''", "E'\\x1b[31m\\u202e\\n'", "repeat('9', 100000)", "'1.2.3.4.5.6.7'"),
          "int", List.of("NULL", "-2147483648", "2147483647"),
          "bigint", List.of("NULL", "-1", "'-9223372036854775808'", "'9223372036854775807'"),
          "boolean", List.of("NULL", "true", "false"),
          "timestamp", List.of("NULL", "'infinity'"));

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  private Optional<Fault> look() {
    return fixture.migration.inspect(fixture.request(ONE, "head")).fault();
  }

  private String create(List<String> history) {
    var name = history.getFirst().split(" ")[0];
    fixture.database.execute(
        "CREATE TABLE " + history.getFirst(),
        "INSERT INTO " + name + " VALUES (" + history.getLast() + ")");
    return name;
  }

  @Test
  void noValueOfAnyColumnIsADefect() {
    var softly = new SoftAssertions();
    for (var history : List.of(ALEMBIC, FLYWAY, MIGRATE, LIQUIBASE)) {
      var columns = history.getFirst().replaceAll(".*\\(|\\)", "").split(", ");
      for (var column : columns) {
        var parts = column.split(" ");
        for (var value : VALUES.get(parts[1])) {
          var table = create(history);
          fixture.database.execute("UPDATE %s SET %s = %s".formatted(table, parts[0], value));
          var fault = look();
          softly
              .assertThat(fault.map(Fault::reason))
              .as("%s.%s = %s: %s", table, column, value, fault)
              .isNotEqualTo(Optional.of(Reason.InternalError))
              .isNotEqualTo(Optional.of(Reason.InvalidReply));
          fixture.database.execute("DROP TABLE " + table);
        }
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flyway_schema_history SET type = NULL | has a row with installed_rank \"1\" that has no"
            + " type",
        "flyway_schema_history SET script = NULL | has a row with installed_rank \"1\" that has no"
            + " script",
        "flyway_schema_history SET success = NULL | has a row with installed_rank \"1\" that has no"
            + " success",
        "alembic_version SET version_num = NULL | has a row with version_num NULL that has no"
            + " version_num",
        "schema_migrations SET dirty = NULL | has a row with version \"1\" that has no dirty",
        "schema_migrations SET version = NULL | has a row with version NULL that has no version",
        "databasechangelog SET id = NULL | has a row with orderexecuted \"1\" that has no id",
        "databasechangelog SET exectype = NULL | has a row with orderexecuted \"1\" that has no"
            + " exectype"
      })
  void theRowIsNamed(String update, String finding) {
    var table = update.split(" ")[0];
    create(
        switch (table) {
          case "alembic_version" -> ALEMBIC;
          case "flyway_schema_history" -> FLYWAY;
          case "schema_migrations" -> MIGRATE;
          default -> LIQUIBASE;
        });
    fixture.database.execute("UPDATE " + update);

    assertThat(look())
        .contains(
            new Fault(
                Reason.HistoryTampered,
                "spec.adopt: public.%s %s; it was not used, because it says nothing for certain; correct it, or restore public.%1$s from a backup"
                    .formatted(table, finding)));
  }

  @Test
  void columnsOfAnotherTypeAreRefused() {
    fixture.database.execute(
        "CREATE TABLE flyway_schema_history (installed_rank int, version text, type text, script"
            + " text, success json)");
    fixture.database.execute(
        "INSERT INTO flyway_schema_history VALUES (1, '1', 'SQL', 'V1__a.sql', '[]')");

    assertThat(look().map(Fault::reason)).contains(Reason.HistoryTampered);
  }
}
