package dev.schemamigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages name is there. What commands print is compared where they are run. */
class PagesTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");
  private static final Pattern ANCHOR = Pattern.compile("]\\(([^)#]*)#([^)]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
  private static final Pattern MAKE = Pattern.compile("(?:^|`)make ([a-z-]+)", Pattern.MULTILINE);
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w{3,}(?:Test|KubeIT|E2E))[`.]");
  private static final Pattern FILE =
      Pattern.compile("(?:-f |-k |install \\S+ |`)((?:deploy|helm|hack|bin)[/\\w.-]*)");

  static List<Path> pages() throws IOException {
    try (var docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(
              Stream.of(
                      "README.md",
                      "INFO.md",
                      "CONTRIBUTING.md",
                      "CHANGELOG.md",
                      "SECURITY.md",
                      ".github/PULL_REQUEST_TEMPLATE.md")
                  .map(Path::of),
              docs.filter(it -> it.toString().endsWith(".md")).sorted())
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path page) throws IOException {
    for (var link : found(LINK, page)) {
      if (!link.startsWith("http")) {
        assertThat(page.resolveSibling(link)).exists();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void anchorsLeadToHeadings(Path page) throws IOException {
    var links = ANCHOR.matcher(Files.readString(page)).results().toList();
    for (var link : links) {
      if (!link.group(1).startsWith("http")) {
        var other = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
        assertThat(found(HEADING, other)).map(PagesTest::anchor).contains(link.group(2));
      }
    }
  }

  /** As GitHub makes it of a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
  }

  @ParameterizedTest
  @MethodSource("pages")
  void makeTargetsAndFilesAreThere(Path page) throws IOException {
    var makefile = Files.readString(Path.of("Makefile"));
    for (var target : found(MAKE, page)) {
      assertThat(makefile).contains("\n" + target + ":");
    }
    for (var file : found(FILE, page)) {
      assertThat(Path.of(file)).exists();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void testsAreThere(Path page) throws IOException {
    try (var files = Files.walk(Path.of("src/test/java"))) {
      var tests = files.map(it -> it.getFileName().toString()).collect(Collectors.toSet());

      assertThat(found(TEST, page)).allSatisfy(it -> assertThat(tests).contains(it + ".java"));
    }
  }

  @Test
  void everyPromiseOfTheSecurityModelNamesItsTest() throws IOException {
    var promises =
        Files.readString(Path.of("docs/security-model.md"))
            .lines()
            .dropWhile(it -> !it.startsWith("| promise |"))
            .filter(it -> it.startsWith("| ") && !it.startsWith("| promise |"))
            .toList();

    assertThat(promises)
        .allSatisfy(it -> assertThat(it.split("(?<!\\\\)\\|", -1)).hasSize(5))
        .allSatisfy(it -> assertThat(TEST.matcher(it.split("(?<!\\\\)\\|")[3]).find()).isTrue());
  }

  @Test
  void theFirstMigrationOfTheReadmeIsTheShippedExample() throws IOException {
    var example = Files.readString(Path.of("deploy/examples/orders.yaml"));

    assertThat(Files.readString(Path.of("README.md")))
        .contains("```yaml\n" + example.replaceAll("(?m)^#.*\n", "") + "```\n");
  }

  @Test
  void everyPageIsInTheIndex() throws IOException {
    for (var folder : List.of(Path.of("docs"), Path.of("docs/adr"))) {
      var index = Files.readString(folder.resolve("README.md"));
      try (var files = Files.list(folder)) {
        files
            .map(it -> it.getFileName().toString())
            .filter(it -> it.endsWith(".md") && !it.equals("README.md"))
            .forEach(it -> assertThat(index).contains("(" + it + ")"));
      }
    }
  }

  @Test
  void everyPackageIsInTheComponentTableAndEveryPathOfItIsThere() throws IOException {
    var table = Files.readString(Path.of("INFO.md"));
    var paths = found(Pattern.compile("^\\| ([a-z][\\w/.-]*) \\|", Pattern.MULTILINE), "INFO.md");

    assertThat(paths).isNotEmpty().allSatisfy(it -> assertThat(Path.of(it)).exists());
    try (var packages = Files.list(Path.of("src/main/java/dev/schemamigration"))) {
      packages.forEach(it -> assertThat(table).contains("| " + it + " |"));
    }
  }

  private static List<String> found(Pattern pattern, String page) throws IOException {
    return found(pattern, Path.of(page));
  }

  private static List<String> found(Pattern pattern, Path page) throws IOException {
    return pattern.matcher(Files.readString(page)).results().map(PagesTest::first).toList();
  }

  private static String first(MatchResult match) {
    return match.group(1);
  }
}
