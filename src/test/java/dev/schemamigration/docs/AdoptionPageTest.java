package dev.schemamigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.source.BundleReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/adoption.md to tests that are there and to files that can be read. */
class AdoptionPageTest {
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|KubeIT))\\.(\\w+)`");
  private static final Pattern LAST_CELL = Pattern.compile("(?m)^\\|.*\\| ([^|]+) \\|$");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?s)`([\\w.]+\\.sql)`:\n\n```sql\n(.*?)```");

  @Test
  void everyTestThatItNamesIsThere() throws IOException {
    var named = TEST.matcher(page()).results().toList();

    assertThat(named).hasSizeGreaterThan(30);
    for (var test : named) {
      assertThat(source(test.group(1))).as(test.group()).contains("void " + test.group(2) + "(");
    }
  }

  @Test
  void everyRowNamesATest() throws IOException {
    assertThat(LAST_CELL.matcher(page()).results().map(it -> it.group(1)))
        .isNotEmpty()
        .allMatch(cell -> cell.equals("test") || TEST.matcher(cell).matches());
  }

  @Test
  void itsExamplesAreRevisions() throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    EXAMPLE
        .matcher(page())
        .results()
        .forEach(it -> files.put(it.group(1), it.group(2).getBytes(StandardCharsets.UTF_8)));

    assertThat(BundleReader.read("page", files).graph().ids())
        .containsExactlyInAnyOrder("1975ea83b712", "1.1");
  }

  private static String source(String test) throws IOException {
    try (var files = Files.walk(Path.of("src/test/java"))) {
      var file =
          files
              .filter(it -> it.endsWith(test + ".java"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no test class " + test));
      return Files.readString(file);
    }
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/adoption.md"));
  }
}
