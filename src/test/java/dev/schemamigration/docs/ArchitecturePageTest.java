package dev.schemamigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/architecture.md to the packages and classes that there are. */
class ArchitecturePageTest {
  private static final Path MAIN = Path.of("src/main/java/dev/schemamigration");
  private static final Pattern PACKAGE_ROW =
      Pattern.compile("(?m)^\\| `([a-z][a-z0-9.]*)` \\| [^|]+ \\|$");
  private static final Pattern QUALIFIED = Pattern.compile("`((?:[a-z][a-z0-9]*\\.)+[A-Z]\\w+)`");
  private static final Pattern SIMPLE = Pattern.compile("`((?:[A-Z][a-z0-9]+){2,})`");
  private static final Pattern GLOSSARY_ROW = Pattern.compile("(?m)^\\| ([a-z][a-z ]*) \\| ");

  @Test
  void itsTablesHoldEveryPackageOnceAndNoOther() throws IOException {
    var named = found(PACKAGE_ROW, section("## The packages"));

    assertThat(named).doesNotHaveDuplicates().hasSameElementsAs(packages());
  }

  @Test
  void everyQualifiedClassIsThere() throws IOException {
    assertThat(found(QUALIFIED, page()))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(MAIN.resolve(name.replace('.', '/') + ".java")).exists());
  }

  @Test
  void everyClassIsThere() throws IOException {
    assertThat(found(SIMPLE, page())).isNotEmpty().isSubsetOf(classes());
  }

  @Test
  void everyWordHasOneMeaning() throws IOException {
    assertThat(found(GLOSSARY_ROW, section("## Words")))
        .hasSizeGreaterThan(20)
        .doesNotHaveDuplicates();
  }

  private static Set<String> packages() throws IOException {
    try (var files = Files.walk(MAIN)) {
      return files
          .filter(it -> it.endsWith("package-info.java"))
          .map(it -> MAIN.relativize(it.getParent()).toString().replace('/', '.'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<String> classes() throws IOException {
    try (var files = Files.walk(Path.of("src"))) {
      return files
          .map(it -> it.getFileName().toString())
          .filter(it -> it.endsWith(".java"))
          .map(it -> it.substring(0, it.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(it -> it.group(1)).toList();
  }

  private static String section(String heading) throws IOException {
    var page = page();
    var begin = page.indexOf("\n" + heading + "\n");
    assertThat(begin).as(heading).isPositive();
    var end = page.indexOf("\n## ", begin + 1);
    return page.substring(begin, end < 0 ? page.length() : end);
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/architecture.md"));
  }
}
