package dev.schemamigration.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.local.ProcessResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class NarratorTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Narrator narrator =
      new Narrator(new PrintStream(out, true, StandardCharsets.UTF_8));

  @Test
  void aCommandIsShownAsItCanBeTyped() {
    narrator.command(
        List.of("patch", "sm", "a", "-p", "{\"spec\":{}}"), new ProcessResult(0, "patched\n", ""));

    assertThat(out).hasToString("\n$ kubectl patch sm a -p '{\"spec\":{}}'\npatched\n");
  }

  @Test
  void onlyWhatDiffersCounts() {
    narrator.check("status", "True", "True");
    assertThat(narrator.failures()).isZero();

    narrator.check("status", "True", "False");
    assertThat(narrator.failures()).isEqualTo(1);
    assertThat(out).hasToString("  ok   status: True\n  FAIL status: expected True, found False\n");
  }
}
