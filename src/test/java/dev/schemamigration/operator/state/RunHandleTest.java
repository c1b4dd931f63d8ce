package dev.schemamigration.operator.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.operator.Given;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunHandleTest {
  private static final LockHolder HOLDER =
      new LockHolder(7, "pg_dump", "active", Optional.empty(), "AccessShareLock");

  private final RunHandle run = new RunHandle();

  @Test
  void progressFollowsTheSteps() {
    run.began(new StepProgress(Given.up("1", "1"), 1, 2, Given.NOON));
    run.committed(Given.up("1", "1"));
    run.began(new StepProgress(Given.up("2", "2"), 2, 2, Given.NOON));

    var progress = run.progress();

    assertThat(progress.step().orElseThrow().number()).isEqualTo(2);
    assertThat(progress.committedSteps()).isEqualTo(1);
    assertThat(progress.lastCommitted()).contains(Given.up("1", "1"));
  }

  @Test
  void aWaitIsReportedUntilTheStepIsDone() {
    run.blocked(List.of(HOLDER), "waiting for pid 7");
    run.began(new StepProgress(Given.up("1", "1"), 1, 2, Given.NOON));
    assertThat(run.progress().waiting()).as("another step").isEmpty();

    run.blocked(List.of(HOLDER), "waiting for pid 7");
    run.began(new StepProgress(Given.up("1", "1"), 1, 2, Given.NOON));
    assertThat(run.progress().waiting()).as("the same again").isEqualTo("waiting for pid 7");
    assertThat(run.progress().blockedBy()).containsExactly(HOLDER);

    run.committed(Given.up("1", "1"));
    assertThat(run.progress().waiting()).isEmpty();
    assertThat(run.progress().blockedBy()).isEmpty();
  }

  @Test
  void aWaitThatIsJustOverLingers() {
    run.blocked(List.of(HOLDER), "waiting for pid 7");
    run.blocked(List.of(), "");

    assertThat(run.progress().waiting()).isEqualTo("waiting for pid 7");
  }
}
