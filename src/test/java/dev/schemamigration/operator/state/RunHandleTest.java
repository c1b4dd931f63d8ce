package dev.schemamigration.operator.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.operator.Given;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunHandleTest {
  private static final Report PENDING =
      Given.pending(List.of(), List.of("2"), Given.up("1", "1"), Given.up("2", "2"));
  private static final LockHolder HOLDER =
      new LockHolder(7, "pg_dump", "active", Optional.empty(), "AccessShareLock");

  private final RunHandle run = new RunHandle();

  @Test
  void itStandsWhereItsStepsHaveLedIt() {
    run.began(new StepProgress(Given.up("1", "1"), 1, 2, Given.NOON));
    run.committed(Given.up("1", "1"));
    run.began(new StepProgress(Given.up("2", "2"), 2, 2, Given.NOON));

    var standing = run.standing(PENDING);

    assertThat(standing.progress().orElseThrow().number()).isEqualTo(2);
    assertThat(standing.committed().steps()).isEqualTo(1);
    assertThat(standing.committed().last()).contains(Given.up("1", "1"));
  }

  @Test
  void aWaitIsToldOfUntilTheStepIsDone() {
    run.blocked(List.of(HOLDER), "waiting for pid 7");
    run.began(new StepProgress(Given.up("1", "1"), 1, 2, Given.NOON));
    assertThat(run.standing(PENDING).waiting()).as("another step").isEmpty();

    run.blocked(List.of(HOLDER), "waiting for pid 7");
    run.began(new StepProgress(Given.up("1", "1"), 1, 2, Given.NOON));
    assertThat(run.standing(PENDING).waiting()).as("the same again").isEqualTo("waiting for pid 7");
    assertThat(run.standing(PENDING).blockedBy()).containsExactly(HOLDER);

    run.committed(Given.up("1", "1"));
    assertThat(run.standing(PENDING).waiting()).isEmpty();
    assertThat(run.standing(PENDING).blockedBy()).isEmpty();
  }

  @Test
  void aWaitThatIsJustOverLingers() {
    run.blocked(List.of(HOLDER), "waiting for pid 7");
    run.blocked(List.of(), "");

    assertThat(run.standing(PENDING).waiting()).isEqualTo("waiting for pid 7");
  }
}
