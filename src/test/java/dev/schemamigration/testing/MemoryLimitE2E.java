package dev.schemamigration.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A limit that ends nothing would show nothing. */
class MemoryLimitE2E {
  private static final long MIB = 1 << 20;

  @Test
  void endsAProcessThatTakesMore() throws Exception {
    var limit = MemoryLimit.of(40 * MIB);
    assumeTrue(limit.isPresent(), "this user may make no control group");
    try (var group = limit.get()) {
      // "tail" keeps the last line, which is all that it is given.
      var script = "head -c %d /dev/zero | tail -c %d | wc -c";

      assertThat(exit(group, script.formatted(10 * MIB, 10 * MIB))).isZero();
      assertThat(group.hasKilled()).isFalse();

      exit(group, script.formatted(100 * MIB, 100 * MIB));
      assertThat(group.hasKilled()).isTrue();
    }
  }

  private static int exit(MemoryLimit limit, String script) throws Exception {
    return new ProcessBuilder(limit.around(List.of("/bin/sh", "-c", script)))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
