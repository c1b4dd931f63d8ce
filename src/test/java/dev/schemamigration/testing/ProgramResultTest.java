package dev.schemamigration.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProgramResultTest {
  @Test
  void whatItSaidAndHowItEndedIsKept() {
    var ended = ProgramResult.toEnd(shell("cat; echo one; echo two >&2; exit 3"));

    assertThat(ended).isEqualTo(new ProgramResult(3, "one\n", "two\n"));
  }

  @Test
  @Timeout(30)
  void oneThatDoesNotEndIsNamedWithItsLastWordsAndEnded() {
    assertThatThrownBy(
            () ->
                ProgramResult.toEnd(shell("echo hello; sleep 600.25; true"), Duration.ofSeconds(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "[sh, -c, echo hello; sleep 600.25; true] still runs after PT1S; it has said: hello\n");
    await().until(() -> ProcessHandle.allProcesses().noneMatch(ProgramResultTest::sleeps));
  }

  /** What it has started has its output open. */
  @Test
  @Timeout(30)
  void whatItLeavesRunningIsNotWaitedFor() {
    var ended = ProgramResult.toEnd(shell("sleep 600 & echo $!"));

    assertThat(ended.exitCode()).isZero();
    ProcessHandle.of(Long.parseLong(ended.out().strip())).orElseThrow().destroyForcibly();
  }

  private static boolean sleeps(ProcessHandle process) {
    return process.info().commandLine().filter(it -> it.endsWith("sleep 600.25")).isPresent();
  }

  private static ProcessBuilder shell(String script) {
    return new ProcessBuilder("sh", "-c", script);
  }
}
