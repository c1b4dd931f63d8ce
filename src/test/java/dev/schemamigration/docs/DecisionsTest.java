package dev.schemamigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every decision has a number, the same three parts and a row in the index. */
class DecisionsTest {
  private static final Path FOLDER = Path.of("docs/adr");
  private static final Pattern FILE = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");

  static List<Path> decisions() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.filter(it -> !it.endsWith("README.md")).sorted().toList();
    }
  }

  @Test
  void theNumbersLeaveNoGap() throws IOException {
    var numbers = decisions().stream().map(DecisionsTest::number).toList();

    assertThat(numbers)
        .isEqualTo(IntStream.rangeClosed(1, numbers.size()).mapToObj("%04d"::formatted).toList());
  }

  @Test
  void theIndexHasARowForEachInTheirOrder() throws IOException {
    var rows =
        Files.readString(FOLDER.resolve("README.md"))
            .lines()
            .filter(line -> line.startsWith("| ["))
            .map(line -> line.substring(2, line.indexOf(" |", 2)))
            .toList();

    assertThat(rows)
        .isEqualTo(
            decisions().stream()
                .map(it -> "[%s](%s)".formatted(number(it), it.getFileName()))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void itHasItsNumberAndTheThreeParts(Path page) throws IOException {
    assertThat(Files.readString(page))
        .startsWith("# " + number(page) + ": ")
        .contains("\n**Context.** ", "\n**Decision.** ", "\n**Consequences.** ");
  }

  private static String number(Path page) {
    var name = FILE.matcher(page.getFileName().toString());
    assertThat(name.matches()).as("%s is named NNNN-words.md", page).isTrue();
    return name.group(1);
  }
}
