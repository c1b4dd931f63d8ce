package dev.schemamigration.database.tracking;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows of the tracking tables that no version of this program has written, in tables that have lost
 * their constraints: whatever a column holds, it is refused by name or means what it says.
 */
class TamperedValuesPgTest {
  private static final Map<String, String> TWO =
      files(
          "1_a.sql",
          revision("1", "", "CREATE TABLE a ();", "DROP TABLE a;"),
          "2_b.sql",
          revision("2", "1", "CREATE TABLE b ();", "DROP TABLE b;"));

  private static final List<String> TABLES =
      List.of("revision_archive", "databasechangelog", "tracking_owner", "revision_journal");

  /** By the type of the column; %s is the column. */
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "text",
              List.of(
                  "NULL",
                  "''",
                  "'NULL'",
                  "E'\\x1b[31m\\u202e\\n'",
                  "repeat('x', 100000)",
                  "'a::b::c::d'",
                  "'{\"'"),
          "character varying", List.of("NULL", "''", "E'\\x1b\\n'", "'a::b'"),
          "ARRAY",
              List.of(
                  "NULL",
                  "ARRAY[NULL]::text[]",
                  "ARRAY['', 'NULL', '{', '\"', E'\\\\']",
                  "ARRAY['2', '1', '1']",
                  "'{{a,b},{c,d}}'",
                  "'[0:1]={a,b}'",
                  "ARRAY[repeat('x', 100000)]"),
          "bigint", List.of("NULL", "0", "-1", "9223372036854775807", "(-9223372036854775808)"),
          "integer", List.of("NULL", "0", "-1", "2147483647", "(-2147483648)"),
          "boolean", List.of("NULL", "NOT %s"),
          "uuid", List.of("NULL"),
          "bytea", List.of("NULL", "''", "'\\x1f8b'", "'\\x504b0304'"),
          "jsonb",
              List.of("NULL", "'null'", "'[1]'", "'{\"a\": null}'", "'{\"a\": {}}'", "'\"x\"'"),
          "timestamp", List.of("NULL", "'infinity'", "'-infinity'"));

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  /** A column of one of the tables. */
  private record Column(String table, String name, String type) {}

  @BeforeEach
  void loseTheConstraints() {
    assertThat(fixture.migrate(TWO, "head").fault()).isEmpty();
    var statements =
        new ArrayList<>(
            List.of(
                "ALTER TABLE schema_migration.revision_archive DROP CONSTRAINT"
                    + " revision_archive_pkey, DROP CONSTRAINT revision_archive_state_check",
                "ALTER TABLE schema_migration.revision_archive ALTER applied_order DROP IDENTITY",
                "ALTER TABLE schema_migration.revision_archive ALTER applied_order DROP NOT NULL",
                "ALTER TABLE schema_migration.tracking_owner DROP CONSTRAINT tracking_owner_pkey,"
                    + " DROP CONSTRAINT tracking_owner_only_row_check"));
    for (var column : columns()) {
      statements.add(
          "ALTER TABLE schema_migration.%s ALTER %s DROP NOT NULL"
              .formatted(column.table(), column.name()));
    }
    fixture.database.execute(statements);
  }

  private List<Column> columns() {
    var columns = new ArrayList<Column>();
    for (var row :
        fixture.database.rows(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE"
                + " table_schema = 'schema_migration' AND is_identity = 'NO' ORDER BY 1, 2")) {
      var parts = row.split("\t");
      columns.add(new Column(parts[0], parts[1], parts[2]));
    }
    return columns;
  }

  private Optional<Fault> look(String target) {
    return fixture.migration.inspect(fixture.request(TWO, target)).fault();
  }

  @Test
  void noValueOfAnyColumnIsADefect() {
    for (var table : TABLES) {
      fixture.database.execute(
          "CREATE TABLE saved_%1$s AS TABLE schema_migration.%1$s".formatted(table));
    }
    var softly = new SoftAssertions();
    for (var column : columns()) {
      for (var value : VALUES.get(column.type().replaceFirst(" with.*", ""))) {
        fixture.database.execute(
            "DELETE FROM schema_migration." + column.table(),
            restored(column.table()),
            "UPDATE schema_migration.%s SET %s = %s"
                .formatted(column.table(), column.name(), value.formatted(column.name())));
        var fault = look("base");
        softly
            .assertThat(fault.map(Fault::reason))
            .as("%s = %s: %s", column, value, fault)
            .isNotEqualTo(Optional.of(Reason.InternalError))
            .isNotEqualTo(Optional.of(Reason.InvalidReply));
      }
      fixture.database.execute(
          "DELETE FROM schema_migration." + column.table(), restored(column.table()));
    }
    softly.assertAll();
    assertThat(look("2")).isEmpty();
  }

  private static String restored(String table) {
    return "INSERT INTO schema_migration.%1$s %2$s SELECT * FROM saved_%1$s"
        .formatted(table, table.equals("revision_journal") ? "OVERRIDING SYSTEM VALUE" : "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "revision_archive SET state = NULL WHERE revision = '2' | revision_archive has a row with"
            + " revision \"2\" that has no state",
        "revision_archive SET state = 'BROKEN' WHERE revision = '2' | revision_archive has a row"
            + " with revision \"2\" that has the state \"BROKEN\"",
        "revision_archive SET revision = NULL WHERE revision = '2' | revision_archive has a row"
            + " with revision NULL that has no revision",
        "revision_archive SET revision = '1' | revision_archive has a row with revision \"1\" that"
            + " is there twice",
        "revision_archive SET applied_order = 7 | revision_archive has a row with revision \"2\""
            + " that has the applied_order 7 of another row",
        "revision_archive SET changesets = ARRAY[NULL]::text[] WHERE revision = '2' |"
            + " revision_archive has a row with revision \"2\" that has NULL among its changesets",
        "databasechangelog SET author = NULL WHERE orderexecuted = 2 | databasechangelog has a row"
            + " with orderexecuted 2 that has no author",
        "databasechangelog SET exectype = NULL WHERE orderexecuted = 1 | databasechangelog has a"
            + " row with orderexecuted 1 that has no exectype",
        "databasechangelog SET orderexecuted = 2147483647 WHERE orderexecuted = 2 |"
            + " databasechangelog has a row with orderexecuted \"2147483647\" that has the"
            + " orderexecuted \"2147483647\"",
        "tracking_owner SET migrated_schema = NULL | tracking_owner has a row with uid NULL that"
            + " has no migrated_schema"
      })
  void theRowIsNamed(String update, String finding) {
    fixture.database.execute("UPDATE schema_migration." + update);

    var expected =
        new Fault(
            Reason.TrackingTampered,
            "spec.database.trackingSchema: schema_migration.%s; it was not used, because it says nothing for certain; correct it, or restore schema_migration.%s from a backup"
                .formatted(finding, update.split(" ")[0]));
    assertThat(look("2")).contains(expected);
    assertThat(fixture.migrate(TWO, "base").fault()).contains(expected);
  }

  @Test
  void theContextsOfAllRevisionsAreBoundedTogether() {
    fixture.database.execute(
        "UPDATE schema_migration.revision_archive SET contexts = array_fill('c'::text,"
            + " ARRAY[300000]), labels = ''");

    assertThat(look("1")).isEmpty();
    assertThat(look("base").map(Fault::message))
        .hasValueSatisfying(
            it ->
                assertThat(it)
                    .startsWith(
                        "spec.database.trackingSchema: schema_migration.revision_archive holds"
                            + " more than 32 MiB"));
  }

  @Test
  void parametersAreBoundedBeforeTheyAreRead() {
    fixture.database.execute(
        "UPDATE schema_migration.revision_archive SET parameters = (SELECT"
            + " jsonb_object_agg('p' || i, '') FROM generate_series(1, 300000) AS i) WHERE"
            + " revision = '2'");

    assertThat(look("1").map(Fault::message))
        .hasValueSatisfying(
            it -> assertThat(it).contains("archived revision 2 has more than 64 MiB"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "revision_archive DROP message",
        "revision_archive ALTER changesets TYPE text USING 'x'",
        "revision_archive ALTER state TYPE int USING 1",
        "revision_archive ALTER irreversible TYPE text USING 'perhaps'",
        "revision_archive ALTER applied_order TYPE text USING 'x' || revision",
        "databasechangelog DROP author",
        "databasechangelog ALTER orderexecuted TYPE bigint USING 9223372036854775807",
        "tracking_owner DROP uid",
        "tracking_owner ALTER name TYPE int USING 1"
      })
  void otherColumnsAreRefused(String change) {
    fixture.database.execute("ALTER TABLE schema_migration." + change);

    assertThat(look("2").map(Fault::reason)).contains(Reason.TrackingTampered);
  }
}
