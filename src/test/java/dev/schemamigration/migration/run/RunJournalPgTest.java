package dev.schemamigration.migration.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.policy.Permission;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunJournalPgTest {
  private static final Map<String, String> ONE =
      files("1_a.sql", revision("1", "", "CREATE TABLE a ();", "DROP TABLE a;"));

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  private List<String> lines() {
    return fixture.database.rows(
        "SELECT event, coalesce(revision, '-'), CASE event WHEN 'RUN_BEGUN' THEN left(detail, 7)"
            + " WHEN 'APPLIED' THEN 'sum' WHEN 'UNDONE' THEN 'sum' ELSE detail END, author,"
            + " generation FROM schema_migration.revision_journal ORDER BY id");
  }

  private Map<String, String> second(String sql) {
    return files("1_a.sql", ONE.get("1_a.sql"), "2_b.sql", revision("2", "1", sql, "SELECT 1;"));
  }

  @Test
  void aRunIsWrittenDownFromItsBeginningToItsEnd() {
    fixture.migrate(ONE, "head");
    fixture.migrate(ONE, "base");

    assertThat(lines())
        .containsExactly(
            "RUN_BEGUN\t-\tsha256:\tshop/app\t1",
            "APPLIED\t1\tsum\tshop/app\t1",
            "RUN_ENDED\t-\t1\tshop/app\t1",
            "RUN_BEGUN\t-\tsha256:\tshop/app\t1",
            "UNDONE\t1\tsum\tshop/app\t1",
            "RUN_ENDED\t-\tbase\tshop/app\t1");
    assertThat(
            fixture.database.one(
                "SELECT count(DISTINCT run) FROM schema_migration.revision_journal"))
        .isEqualTo("2");
  }

  @Test
  void anInspectionAndASettledRunWriteNothing() {
    fixture.migrate(ONE, "head");
    var before = lines();

    fixture.migration.inspect(fixture.request(ONE, "head"));
    fixture.migrate(ONE, "head");
    fixture.migration.inspect(fixture.request(ONE, "base"));

    assertThat(lines()).isEqualTo(before);
  }

  @Test
  void theEndOfAFailedRunIsJournaledWithHeadsAndFaultWithoutSecrets() {
    var request =
        fixture.request(
            second("SELECT 1 FROM \"${table}\";"),
            "head",
            PolicyRules.PERMISSIVE,
            List.of(new Parameter("table", "very-secret-name", true)));

    assertThat(fixture.migrate(request).fault()).isPresent();

    assertThat(lines().getLast())
        .startsWith(
            "RUN_ENDED\t-\t1; MigrationFailed: revision 2, changeset test:2, statement 1 (2_b.sql:6): relation"
                + " ")
        .doesNotContain("very-secret-name");
  }

  @Test
  void aRefusalIsWrittenDownOnceToEachGeneration() {
    fixture.migrate(ONE, "head");
    var denied = new PolicyRules(Permission.DENY, true, Optional.empty());
    var request = fixture.request(ONE, "base", denied, List.of());

    for (int i = 0; i < 3; i++) {
      assertThat(fixture.migrate(request).fault().orElseThrow().reason())
          .isEqualTo(Reason.DowngradeDenied);
      assertThat(fixture.migrate(generation(request, 2)).fault()).isPresent();
    }

    var message = fixture.migrate(request).fault().orElseThrow().message();
    assertThat(lines())
        .filteredOn(it -> it.startsWith("REFUSED"))
        .containsExactly(
            "REFUSED\t-\tDowngradeDenied: " + message + "\tshop/app\t1",
            "REFUSED\t-\tDowngradeDenied: " + message + "\tshop/app\t2");
  }

  private static Request generation(Request request, long generation) {
    return new Request(
        new Requester(request.requester().name(), generation, request.requester().version()),
        request.bundle(),
        request.database(),
        request.goal(),
        request.parameters(),
        request.filter(),
        request.rules(),
        request.execution(),
        request.adoption(),
        request.names());
  }
}
