package dev.schemamigration.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
  private static final Map<String, List<String>> PARENTS =
      Map.of("a", List.of(), "b", List.of("a"), "m", List.of("b", "c"));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Duration time = Duration.ofDays(1);
  private final ProgressLines lines =
      new ProgressLines(new PrintStream(out, true, StandardCharsets.UTF_8), () -> time.toNanos());

  private void began(Operation operation, String revision) {
    var step =
        new Step(operation, revision, "Do " + revision + ".", PARENTS.get(revision), Set.of());
    lines.began(new StepProgress(step, 1, 1, Instant.EPOCH));
  }

  @Test
  void stepsArePrintedInAlembicsWords() {
    began(Operation.UPGRADE, "a");
    began(Operation.UPGRADE, "b");
    began(Operation.UPGRADE, "m");
    began(Operation.DOWNGRADE, "m");
    began(Operation.DOWNGRADE, "a");

    assertThat(out)
        .hasToString(
            """
            Running upgrade  -> a, Do a.
            Running upgrade a -> b, Do b.
            Running upgrade b, c -> m, Do m.
            Running downgrade m -> b, c, Do m.
            Running downgrade a -> , Do a.
            """);
  }

  @Test
  void aWaitIsPrintedOnceAndAgainOnlyAfterAWhile() {
    lines.blocked(List.of(), "pid 7 holds it for 0 s\n  in a line");
    time = time.plusSeconds(29);
    lines.blocked(List.of(), "pid 7 holds it for 29 s\n  in a line");
    time = time.plusSeconds(1);
    lines.blocked(List.of(), "pid 7 holds it for 30 s\n  in a line");
    lines.blocked(List.of(), "something else");
    lines.blocked(List.of(), "");

    assertThat(out)
        .hasToString(
            """
            Waiting: pid 7 holds it for 0 s in a line
            Waiting: pid 7 holds it for 30 s in a line
            Waiting: something else
            """);
  }

  @Test
  void anAdoptionIsPrinted() {
    lines.adopted("Alembic", List.of("a", "b"));

    assertThat(out).hasToString("Took over the history of Alembic: a, b\n");
  }
}
