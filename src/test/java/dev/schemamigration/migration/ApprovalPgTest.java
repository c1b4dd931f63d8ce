package dev.schemamigration.migration;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.policy.Permission;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A plan that undoes something waits for an approval of exactly this plan, which is used once. */
class ApprovalPgTest {
  private static final Map<String, String> THREE =
      files(
          "1_a.sql",
          revision("1", "", "CREATE TABLE a ();", "DROP TABLE a;"),
          "2_b.sql",
          revision("2", "1", "CREATE TABLE b ();", "DROP TABLE b;"),
          "3_c.sql",
          revision("3", "2", "CREATE TABLE c ();", "DROP TABLE c;"));

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @Test
  void aPlanThatUndoesSomethingWaitsAndNamesItsHashAndTheField() {
    fixture.migrate(THREE, "head");

    var inspection = fixture.migration.inspect(approving("1", Optional.empty()));

    assertThat(inspection.fault())
        .contains(
            new Fault(
                Reason.ApprovalRequired,
                "the plan would undo 3, 2 and spec.downgrade is Approve; set spec.approvedPlan to "
                    + hash(inspection)
                    + " to run exactly this plan"));
    assertThat(fixture.migrate(approving("1", Optional.empty())).fault())
        .isEqualTo(inspection.fault());
    assertThat(tables()).containsExactly("a", "b", "c");
  }

  @Test
  void theApprovedPlanRunsAndTheJournalHoldsTheApproval() {
    fixture.migrate(THREE, "head");
    var hash = waiting("1");

    assertThat(fixture.migration.inspect(approving("1", Optional.of(hash))).outcome())
        .isEqualTo(new Outcome.Pending());
    var report = fixture.migrate(approving("1", Optional.of(hash)));

    assertThat(report.outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(tables()).containsExactly("a");
    assertThat(
            fixture.database.rows(
                "SELECT event, detail, author, generation FROM schema_migration.revision_journal"
                    + " WHERE event = 'APPROVED'"))
        .containsExactly(
            "APPROVED\t"
                + hash
                + "; the plan would undo 3, 2 and spec.downgrade is Approve\tshop/app\t1");
  }

  @Test
  void anotherPlanNeedsAnApprovalOfItsOwn() {
    fixture.migrate(THREE, "head");
    var toTwo = waiting("2");

    assertThat(waiting("1")).isNotEqualTo(toTwo);
    assertThat(fixture.migrate(approving("1", Optional.of(toTwo))).fault().orElseThrow().reason())
        .isEqualTo(Reason.ApprovalRequired);
    assertThat(tables()).containsExactly("a", "b", "c");
  }

  @Test
  void anApprovalIsUsedUpWhenWhatItUndidIsAppliedAgain() {
    fixture.migrate(THREE, "head");
    var first = waiting("2");
    fixture.migrate(approving("2", Optional.of(first)));
    fixture.migrate(approving("head", Optional.of(first)));
    assertThat(tables()).containsExactly("a", "b", "c");

    var again = fixture.migrate(approving("2", Optional.of(first)));

    assertThat(again.fault().orElseThrow().reason()).isEqualTo(Reason.ApprovalRequired);
    assertThat(hash(again)).isNotEqualTo(first);
    assertThat(tables()).containsExactly("a", "b", "c");
    assertThat(fixture.migrate(approving("2", Optional.of(hash(again)))).heads())
        .contains(new Heads(List.of("2")));
  }

  @Test
  void theSamePlanKeepsItsHashUntilSomethingOfItChanges() {
    fixture.migrate(THREE, "head");

    assertThat(waiting("1")).isEqualTo(waiting("1"));
  }

  @Test
  void whatOnlyAppliesDoesNotWait() {
    assertThat(fixture.migrate(approving("head", Optional.empty())).outcome())
        .isEqualTo(new Outcome.Migrated());
    assertThat(
            fixture.database.one(
                "SELECT count(*) FROM schema_migration.revision_journal WHERE event = 'APPROVED'"))
        .isEqualTo("0");
  }

  private String waiting(String target) {
    var inspection = fixture.migration.inspect(approving(target, Optional.empty()));
    assertThat(inspection.fault().orElseThrow().reason()).isEqualTo(Reason.ApprovalRequired);
    return hash(inspection);
  }

  private static String hash(Report report) {
    return report.plan().orElseThrow().hash();
  }

  private Request approving(String target, Optional<String> plan) {
    return fixture.request(
        THREE, target, new PolicyRules(Permission.APPROVE, true, plan), List.of());
  }

  private List<String> tables() {
    return fixture.database.rows(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
  }
}
