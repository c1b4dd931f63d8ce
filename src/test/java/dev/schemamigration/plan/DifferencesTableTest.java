package dev.schemamigration.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the table of differences and the tests in step. */
class DifferencesTableTest {
  private static final Path TABLE = Path.of("docs", "alembic-differences.md");
  private static final Path TESTS = Path.of("src", "test", "java");
  private static final Pattern ROW =
      Pattern.compile("\\| (?<code>[A-Z]\\d+) \\|.*\\| `(?<test>\\w+)\\.(?<method>\\w+)` \\|");

  private record Row(String code, String test, String method) {}

  @Test
  void everyRuleOfTheOracleHasARow() throws IOException {
    assertThat(rows())
        .extracting(Row::code)
        .doesNotHaveDuplicates()
        .containsAll(Arrays.stream(KnownDifference.values()).map(KnownDifference::code).toList());
  }

  @Test
  void everyRowNamesATestThatExists() throws IOException {
    for (Row row : rows()) {
      try (Stream<Path> files = Files.walk(TESTS)) {
        Path file =
            files
                .filter(it -> it.endsWith(row.test() + ".java"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no test class for " + row));
        assertThat(Files.readString(file)).as("%s", row).contains("void " + row.method() + "(");
      }
    }
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(TABLE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.add(new Row(row.group("code"), row.group("test"), row.group("method")));
      } else {
        assertThat(line).as("a row that this test cannot read").doesNotStartWith("| B");
      }
    }
    assertThat(rows).isNotEmpty();
    return rows;
  }
}
