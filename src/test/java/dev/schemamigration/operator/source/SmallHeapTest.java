package dev.schemamigration.operator.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In the heap that the shipped limit of memory leads to, however large sources are, none of them
 * exhausts it.
 */
class SmallHeapTest {
  private static final String HEAP = "-Xmx153m";

  @ParameterizedTest
  @CsvSource({"sql", "formatted", "xml"})
  void sourcesOfOrdinarySizeAreParsedInSeveralNamespacesAtOnce(String kind) throws Exception {
    assertThat(outcomes(4, kind, 1, 5_000)).containsOnly("parsed 1").hasSize(4);
  }

  @Test
  void dumpsThatTakeMoreMemoryThanThereIsAreRefusedInsteadOfParsed() throws Exception {
    assertThat(outcomes(1, "sql", 15, 20_000))
        .singleElement()
        .asString()
        .startsWith("refused: ConfigMaps dump0, dump1")
        .contains("for which there is no room");
    assertThat(outcomes(1, "sql", 9, 20_000)).containsExactly("TooComplex");
    assertThat(outcomes(1, "xml", 9, 20_000)).containsExactly("TooComplex");
  }

  @Test
  void manyNamespacesWithLargeDumpsAreServedOrToldToWait() throws Exception {
    var outcomes = outcomes(12, "formatted", 2, 15_000);

    assertThat(outcomes).hasSize(12).contains("parsed 2");
    assertThat(outcomes).allMatch(it -> it.matches("parsed 2|NoRoom|refused: .*no room.*"));
  }

  /** What becomes of each namespace, in a Java process of its own that ends when memory does. */
  private static List<String> outcomes(int namespaces, String kind, int maps, int statements)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    HEAP,
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ParseInSmallHeap.class.getName(),
                    Integer.toString(namespaces),
                    kind,
                    Integer.toString(maps),
                    Integer.toString(statements)))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output.isBlank() ? Collections.emptyList() : output.lines().toList();
  }
}
