package dev.schemamigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.engine.fault.AutocommitFault;
import dev.schemamigration.operator.spec.SpecFieldNames;
import dev.schemamigration.plan.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the page about crashes promises is held by tests that are there. */
class CrashSafetyTest {
  private static final Path PAGE = Path.of("docs/crash-safety.md");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|KubeIT|E2E))`");

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  @Test
  void everyTestThatItNamesIsThere() throws IOException {
    try (var files = Files.walk(Path.of("src/test/java"))) {
      var there = files.map(it -> it.getFileName().toString()).collect(Collectors.toSet());

      assertThat(tests(page()))
          .isNotEmpty()
          .allSatisfy(test -> assertThat(there).contains(test + ".java"));
    }
  }

  @Test
  void everyLineOfItsTablesNamesATest() throws IOException {
    var rows = page().lines().filter(it -> it.startsWith("| ") && !it.contains("held by |"));

    assertThat(rows).hasSizeGreaterThan(15).allSatisfy(row -> assertThat(tests(row)).isNotEmpty());
  }

  @Test
  void theMessageToThePersonIsTheOneThatIsPrinted() throws IOException {
    var printed =
        new AutocommitFault.Uncertain("2", Operation.UPGRADE, "changeset test:2", 1, "CALL fill()")
            .message(SpecFieldNames.INSTANCE);

    assertThat(page().replace("\n> ", " ")).contains(printed);
  }

  private static List<String> tests(String text) {
    return TEST.matcher(text).results().map(CrashSafetyTest::first).toList();
  }

  private static String first(MatchResult match) {
    return match.group(1);
  }
}
