package dev.schemamigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/dependencies.md to the code that relies on what libraries do not promise. */
class DependenciesPageTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`.*`) \\| .+ \\| .+ \\| (.+) \\|$");
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)`");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.schemamigration");

  @Test
  void everyClassAndEveryTestIsThere() throws IOException {
    var main = classesBelow("src/main/java");
    var tests = classesBelow("src/test/java");
    var rows = ROW.matcher(page()).results().toList();

    assertThat(rows).hasSizeGreaterThan(30);
    for (var row : rows) {
      assertThat(names(row.group(1))).as(row.group()).isNotEmpty().isSubsetOf(main);
      assertThat(names(row.group(2))).as(row.group()).isSubsetOf(tests);
    }
  }

  @Test
  void everySubclassOfLiquibasesAndEveryUseOfTheDriversCoreHasARow() throws IOException {
    var named = ROW.matcher(page()).results().flatMap(it -> names(it.group(1)).stream()).toList();
    var relying =
        CLASSES.stream()
            .filter(it -> extendsLiquibase(it) || usesTheDriversCore(it))
            .map(DependenciesPageTest::outermost)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(relying).isNotEmpty().isSubsetOf(named);
  }

  private static boolean extendsLiquibase(JavaClass type) {
    return type.getRawSuperclass()
        .filter(it -> it.getPackageName().startsWith("liquibase"))
        .isPresent();
  }

  private static boolean usesTheDriversCore(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(it -> it.getTargetClass().getPackageName().equals("org.postgresql.core"));
  }

  private static String outermost(JavaClass type) {
    return type.getEnclosingClass()
        .map(DependenciesPageTest::outermost)
        .orElse(type.getSimpleName());
  }

  private static List<String> names(String cell) {
    return NAME.matcher(cell).results().map(it -> it.group(1)).toList();
  }

  private static Set<String> classesBelow(String folder) throws IOException {
    try (var files = Files.walk(Path.of(folder))) {
      return files
          .map(it -> it.getFileName().toString())
          .filter(it -> it.endsWith(".java"))
          .map(it -> it.substring(0, it.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/dependencies.md"));
  }
}
