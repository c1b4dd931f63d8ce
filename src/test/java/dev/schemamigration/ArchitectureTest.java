package dev.schemamigration;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds which package may know which. */
class ArchitectureTest {
  private static final String ROOT = "dev.schemamigration.";

  /** What knows neither Liquibase nor Kubernetes, lowest first. */
  private static final List<String> VALUES =
      List.of("setting", "sql", "text", "revision", "plan", "policy", "source", "database");

  /** Every top-level package and the packages of this project that it may depend on. */
  private static final Map<String, List<String>> DIRECTIONS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("setting", List.of()),
              Map.entry("sql", List.of()),
              Map.entry("text", List.of()),
              Map.entry("revision", List.of("setting", "text")),
              Map.entry("plan", List.of("revision", "setting", "text")),
              Map.entry("policy", List.of("plan", "revision", "setting", "text")),
              Map.entry("source", List.of("revision", "setting", "sql", "text")),
              Map.entry("database", List.of("revision", "setting", "text")),
              Map.entry("scratch", List.of("database")),
              Map.entry("schema", List.of("database", "setting", "sql", "text")),
              Map.entry("adoption", List.of("database", "source", "revision", "setting", "text")),
              Map.entry(
                  "engine",
                  List.of("plan", "source", "database", "revision", "setting", "sql", "text")),
              Map.entry("migration", with(VALUES, "adoption", "engine")),
              Map.entry(
                  "conversion",
                  List.of("engine", "database", "source", "revision", "setting", "sql", "text")),
              Map.entry("crd", List.of()),
              Map.entry("operator", with(VALUES, "migration", "crd")),
              // Reports name the direction of the plan that ran.
              Map.entry("metrics", List.of("migration", "operator", "plan")),
              Map.entry("local", List.of("database", "text")),
              Map.entry("demo", with(VALUES, "migration", "local")),
              Map.entry("verify", with(VALUES, "migration", "schema", "scratch")),
              Map.entry("autogenerate", with(VALUES, "migration", "schema", "scratch")),
              Map.entry(
                  "cli",
                  with(
                      VALUES,
                      "conversion",
                      "crd",
                      "migration",
                      "schema",
                      "scratch",
                      "verify",
                      "autogenerate",
                      "local",
                      "demo"))));

  /**
   * Packages of which the rest of the project sees only a part. A top-level package that is not
   * listed here is open as a whole; {@code app} wires everything and sees everything.
   */
  private static final Map<String, List<String>> DOORS =
      new TreeMap<>(
          Map.of(
              "engine",
              List.of(
                  "engine",
                  "engine.budget",
                  "engine.run",
                  "engine.changelog",
                  "engine.fault",
                  "engine.offline",
                  "engine.script"),
              "migration",
              List.of(
                  "migration",
                  "migration.api",
                  "migration.offline",
                  "migration.readiness",
                  "migration.reason"),
              "source",
              List.of("source", "source.authoring", "source.fault"),
              "conversion",
              List.of("conversion", "conversion.model", "conversion.program"),
              "operator",
              List.of("operator")));

  /** Single classes beside {@link #DOORS}. */
  private static final List<String> DOOR_CLASSES =
      List.of(
          "engine.statement.RunControl",
          "operator.status.StatusSummary",
          "operator.work.Load",
          "source.file.RevisionFormat");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.schemamigration");

  @Test
  void aPackageKnowsOnlyThoseBeforeItInTheFlow() {
    DIRECTIONS.forEach(
        (name, known) -> {
          List<String> others =
              DIRECTIONS.keySet().stream()
                  .filter(other -> !other.equals(name) && !known.contains(other))
                  .map(ArchitectureTest::within)
                  .toList();
          noClasses()
              .that(resideInAnyPackage(within(name)))
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage(
                      Stream.concat(others.stream(), Stream.of(within("app")))
                          .toArray(String[]::new)))
              .as("package " + name + " may only know " + known)
              .allowEmptyShould(true)
              .check(CLASSES);
        });
  }

  @Test
  void everyPackageHasItsPlaceInTheFlow() {
    classes()
        .should(be(inAnyOf(Stream.concat(DIRECTIONS.keySet().stream(), Stream.of("app")))))
        .check(CLASSES);
  }

  @Test
  void packagesDependOnEachOtherWithoutCycles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void aPackageIsEnteredThroughItsDoors() {
    DOORS.forEach(
        (name, doors) -> {
          var open = doors.stream().map(door -> ROOT + door).toArray(String[]::new);
          var single = DOOR_CLASSES.stream().map(door -> ROOT + door).toList();
          noClasses()
              .that(
                  DescribedPredicate.not(resideInAnyPackage(within(name), within("app")))
                      .as("reside outside of " + name + " and app"))
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage(within(name))
                      .and(DescribedPredicate.not(resideInAnyPackage(open)))
                      .and(
                          DescribedPredicate.describe(
                              "are not among " + single,
                              type -> !single.contains(outermost(type).getFullName())))
                      .as("reside in " + name + " behind its doors " + doors))
              .allowEmptyShould(true)
              .check(CLASSES);
        });
  }

  @Test
  void noPackageHoldsMoreThanOneConcern() {
    var sizes =
        CLASSES.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(sizes).allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(32));
  }

  @Test
  void theGraphAndThePlanKnowNothingButTheJdk() {
    classes()
        .that(
            resideInAnyPackage(
                within("setting"),
                within("sql"),
                within("text"),
                within("revision"),
                within("plan")))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "org.jspecify.annotations..",
                within("setting"),
                within("sql"),
                within("text"),
                within("revision"),
                within("plan")))
        .check(CLASSES);
  }

  @Test
  void onlyTheEngineKnowsLiquibase() {
    noClasses()
        .that(DescribedPredicate.not(resideInAnyPackage(within("engine"))))
        .should()
        .dependOnClassesThat(resideInAnyPackage("liquibase.."))
        .check(CLASSES);
  }

  @Test
  void onlyTheModelOfSchemasKnowsTheComparisonLibrary() {
    noClasses()
        .that(DescribedPredicate.not(resideInAnyPackage(within("schema.model"))))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.pgcodekeeper..", "org.antlr..", "org.jgrapht.."))
        .check(CLASSES);
  }

  @Test
  void onlyTheOperatorItsResourceAndOnePackageOfCommandsKnowKubernetes() {
    noClasses()
        .that(
            DescribedPredicate.not(
                resideInAnyPackage(
                    within("operator"), within("crd"), within("cli.cluster"), within("app"))))
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk.."))
        .check(CLASSES);
  }

  /** It takes long to load them, and most commands need none. */
  @Test
  void commandsKnowTheResourceOnlyWhereTheyKnowKubernetes() {
    noClasses()
        .that(resideInAnyPackage(within("cli")))
        .and(DescribedPredicate.not(resideInAnyPackage(within("cli.cluster"))))
        .should()
        .dependOnClassesThat(resideInAnyPackage(within("crd")))
        .check(CLASSES);
  }

  @Test
  void theRulesLookAtRealClasses() {
    assertThat(CLASSES.stream().filter(inAnyOf(Stream.of("revision", "plan"))).count())
        .isGreaterThan(20);
  }

  private static List<String> with(List<String> names, String... more) {
    return Stream.concat(names.stream(), Stream.of(more)).toList();
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }

  private static String within(String name) {
    return ROOT + name + "..";
  }

  private static DescribedPredicate<JavaClass> inAnyOf(Stream<String> names) {
    String[] packages = names.map(ArchitectureTest::within).toArray(String[]::new);
    return resideInAnyPackage(packages).as("in one of " + Arrays.toString(packages));
  }
}
