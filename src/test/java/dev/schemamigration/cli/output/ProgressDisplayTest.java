package dev.schemamigration.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Step;
import dev.schemamigration.verify.Check;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private static final Map<String, List<String>> PARENTS =
      Map.of("a", List.of(), "b", List.of("a"), "m", List.of("b", "c"));

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Duration time = Duration.ofDays(1);
  private final ProgressDisplay lines = display(Map.of());
  private final ProgressDisplay terminal = display(Map.of("SCHEMACTL_PROGRESS", "1"));

  private ProgressDisplay display(Map<String, String> environment) {
    return new ProgressDisplay(
        new Console(
            new PrintStream(OutputStream.nullOutputStream()),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment),
        () -> time.toNanos());
  }

  private static void began(ProgressDisplay display, Operation operation, String revision, int of) {
    var step =
        new Step(operation, revision, "Do " + revision + ".", PARENTS.get(revision), Set.of());
    new RunProgress(display).began(new StepProgress(step, 1, of, Instant.EPOCH));
  }

  private void after(ProgressDisplay display, int seconds) {
    time = time.plusSeconds(seconds);
    display.tick();
  }

  @Test
  void stepsArePrintedInAlembicsWords() {
    began(lines, Operation.UPGRADE, "a", 1);
    began(lines, Operation.UPGRADE, "b", 1);
    began(lines, Operation.UPGRADE, "m", 1);
    began(lines, Operation.DOWNGRADE, "m", 1);
    began(lines, Operation.DOWNGRADE, "a", 1);

    assertThat(err)
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
  void withoutATerminalAWaitIsPrintedOnceAndAgainOnlyAfterAWhile() {
    var run = new RunProgress(lines);

    run.blocked(List.of(), "pid 7 holds it for 0 s\n  in a line");
    after(lines, 29);
    run.blocked(List.of(), "pid 7 holds it for 29 s\n  in a line");
    after(lines, 1);
    run.blocked(List.of(), "waiting for pid 8");
    after(lines, 1);
    run.blocked(List.of(), "");
    after(lines, 60);

    assertThat(err)
        .hasToString(
            """
            Waiting: pid 7 holds it for 0 s in a line
            Waiting: pid 7 holds it for 29 s in a line (30s)
            Waiting for pid 8
            """);
  }

  @Test
  void withoutATerminalALongRevisionIsNamedAfterEachWhile() {
    began(lines, Operation.UPGRADE, "a", 3);
    after(lines, 29);
    after(lines, 1);
    new RunProgress(lines).blocked(List.of(), "waiting for pid 8");
    after(lines, 29);
    after(lines, 3601);

    assertThat(err)
        .hasToString(
            """
            Running upgrade  -> a, Do a.
            Still running: revision 1 of 3, 30s
            Waiting for pid 8
            Still running: revision 1 of 3, 1h01m; waiting for pid 8
            """);
  }

  @Test
  void onATerminalOneLineIsRedrawnBelowTheOthersAndErasedAtTheEnd() {
    began(terminal, Operation.UPGRADE, "a", 3);
    terminal.tick();
    after(terminal, 1);
    new RunProgress(terminal).blocked(List.of(), "waiting for pid 8 (\u001b[2J)");
    after(terminal, 64);
    began(terminal, Operation.UPGRADE, "b", 3);
    after(terminal, 2);
    terminal.close();
    terminal.tick();

    assertThat(err)
        .hasToString(
            "Running upgrade  -> a, Do a.\n"
                + drawn("Revision 1 of 3, 1s")
                + drawn("Revision 1 of 3, 1m05s; waiting for pid 8 (\\x1b[2J)")
                + "\r\u001b[2KRunning upgrade a -> b, Do b.\n"
                + drawn("Revision 1 of 3, 0s, 1m05s in all")
                + drawn("Revision 1 of 3, 2s, 1m07s in all")
                + "\r\u001b[2K");
  }

  @Test
  void nothingIsDrawnBelowTheLastLine() {
    began(terminal, Operation.UPGRADE, "a", 3);
    after(terminal, 1);
    terminal.printLast("Stopping");
    after(terminal, 1);

    assertThat(err)
        .hasToString(
            "Running upgrade  -> a, Do a.\n"
                + drawn("Revision 1 of 3, 1s")
                + "\r\u001b[2KStopping\n");
  }

  private static String drawn(String text) {
    return "\r\u001b[2K\u001b[?7l" + text + " \u001b[?7h";
  }

  @Test
  void checksOfAVerificationArePrintedAndTheirRevisionsAreShown() {
    var verification = new VerificationProgress(terminal);

    verification.reached(Check.UPGRADE, "a", 1, 2);
    after(terminal, 3);
    verification.reached(Check.UPGRADE, "b", 2, 2);

    assertThat(err)
        .hasToString(
            "Verifying: " + Check.UPGRADE.title() + "\n" + drawn("Revision a, 1 of 2, 3s"));
  }

  @Test
  void anAdoptionIsPrinted() {
    new RunProgress(lines).adopted("Alembic", List.of("a", "b"));

    assertThat(err).hasToString("Took over the history of Alembic: a, b\n");
  }
}
