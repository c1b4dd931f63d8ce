package dev.schemamigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.spec.SpecFieldNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The person on call finds every reason in the runbook, with what the program itself knows of it.
 */
class RunbookTest {
  private static final Path RUNBOOK = Path.of("docs/runbook.md");
  private static final String BEGIN = "<!-- reasons: written by RunbookTest -->\n";

  @Test
  void everyReasonHasItsSection() throws IOException {
    var text = Files.readString(RUNBOOK);
    var kept = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
    var expected = kept + sections();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(RUNBOOK, expected);
      text = expected;
    }

    assertThat(text).as("run with -Dgolden.update=true and commit the result").isEqualTo(expected);
  }

  private static String sections() {
    return Arrays.stream(Reason.values()).map(RunbookTest::section).collect(Collectors.joining());
  }

  private static String section(Reason reason) {
    return """

        ## %s

        %s

        - Shown on: `Ready` and `%s`
        - What the operator does: %s
        - What you do: %s
        """
        .formatted(
            reason.name(),
            reason.meaning(SpecFieldNames.INSTANCE),
            conditionName(reason),
            next(reason),
            reason.remedy(SpecFieldNames.INSTANCE));
  }

  private static String conditionName(Reason reason) {
    return switch (reason.stage()) {
      case SOURCE_FETCHED -> "SourceFetched";
      case DATABASE_REACHABLE -> "DatabaseReachable";
      case TARGET_RESOLVED -> "TargetResolved";
      case PLAN_APPROVED -> "PlanApproved";
      case SCHEMA_CURRENT -> "SchemaCurrent";
    };
  }

  private static String next(Reason reason) {
    return switch (reason.next()) {
      case SETTLE -> "looks again at `spec.interval` (kstatus: as `Ready` says)";
      case PROGRESS -> "works on it (kstatus: InProgress)";
      case WAIT ->
          "waits, and goes on by itself as soon as what is missing appears (kstatus: InProgress)";
      case RETRY ->
          "tries again for ever, with growing pauses up to `SCHEMA_MIGRATION_LONGEST_RETRY`; any"
              + " change of the resource or of what it names is tried at once (kstatus: InProgress)";
      case STALL ->
          "stops, and goes on when the resource, a Secret or ConfigMap that it names, or the"
              + " annotation `reconcile.fluxcd.io/requestedAt` changes (kstatus: Failed)";
    };
  }
}
