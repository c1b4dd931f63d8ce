package dev.schemamigration.engine;

import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of many revisions parsed in parallel, the first that is invalid is reported. */
class ParallelParserPgTest {
  private static final int COUNT = 60;

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  private static Map<String, String> line() {
    var files = new LinkedHashMap<String, String>();
    for (int i = 1; i <= COUNT; i++) {
      files.put(
          "%02d_t.sql".formatted(i),
          revision(
              Integer.toString(i),
              i == 1 ? "" : Integer.toString(i - 1),
              "CREATE TABLE t%d ();".formatted(i),
              "DROP TABLE t%d;".formatted(i)));
    }
    return files;
  }

  @Test
  void allOfThemAreAppliedInOrderAndUndoneAgain() {
    assertThat(fixture.migrate(line(), "head").heads()).contains(new Heads(List.of("60")));
    assertThat(
            fixture.database.rows(
                "SELECT id FROM schema_migration.databasechangelog ORDER BY orderexecuted"))
        .hasSize(COUNT)
        .startsWith("1", "2", "3")
        .endsWith("59", "60");

    assertThat(fixture.migrate(line(), "base").heads()).contains(Heads.BASE);
    assertThat(fixture.database.one("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
        .isEqualTo("0");
  }

  @Test
  void whicheverIsParsedFirstTheFirstInOrderIsTold() {
    for (int first = 1; first < COUNT; first += 7) {
      var files = line();
      for (int wrong = first; wrong <= COUNT; wrong += 3) {
        files.computeIfPresent(
            "%02d_t.sql".formatted(wrong),
            (path, text) -> text.replace("CREATE", "COMMIT; CREATE"));
      }

      var fault = fixture.migrate(files, "head").fault().orElseThrow();

      assertThat(fault.reason()).isEqualTo(Reason.ForbiddenChange);
      assertThat(fault.message()).startsWith("revision file %02d_t.sql, ".formatted(first));
    }
    assertThat(fixture.started).isEmpty();
  }
}
