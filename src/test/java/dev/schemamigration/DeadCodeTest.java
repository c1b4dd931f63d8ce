package dev.schemamigration;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds that nothing in the program is there for its tests alone. */
class DeadCodeTest {
  private static final String ROOT = "dev.schemamigration.";

  /** What is annotated with one of these is called by the framework that reads the annotation. */
  private static final List<String> FRAMEWORKS =
      List.of(
          "jakarta.",
          "io.quarkus.",
          "io.smallrye.",
          "io.javaoperatorsdk.",
          "io.fabric8.",
          "com.fasterxml.",
          "org.eclipse.microprofile.",
          "picocli.");

  /** Entry points that no annotation shows, and who comes in there. */
  private static final Map<String, String> ENTRIES =
      Map.ofEntries(
          Map.entry("crd.v1alpha1.SchemaMigrationCrd.<init>", "the CRD generator, by name"),
          Map.entry("operator.RelevantUpdates.<init>", "the informer, by class"),
          Map.entry("database.wire.WireSocketFactory.<init>", "the Postgres driver, by name"),
          Map.entry("database.wire.WireTlsFactory.<init>", "the Postgres driver, by name"),
          Map.entry("cli.command.DriftCommand*.convert", "picocli, by class"),
          Map.entry("cli.cluster.ResourceOptions.<init>", "picocli, by class"),
          Map.entry("migration.reason.Reason.meaning", "the runbook, which is written from it"),
          Map.entry("policy.StepPreview.sql", "rules that read SQL; none yet"),
          Map.entry(
              "source.DirectoryReader.readBelow",
              "front ends that read mounted volumes; none yet"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.schemamigration");

  @Test
  void everythingIsReachedFromAnEntryPoint() {
    var listed = ENTRIES.keySet().stream().flatMap(DeadCodeTest::named);
    var entries = Stream.concat(listed, frameworkEntries()).toList();

    assertThat(Reachability.from(CLASSES, entries).unreached())
        .as("remove it, or move it to the tests that need it")
        .isEmpty();
  }

  @Test
  void everyEntryPointOfTheListIsNeeded() {
    var unlisted = Reachability.from(CLASSES, frameworkEntries().toList());

    assertThat(ENTRIES.keySet()).allMatch(it -> named(it).anyMatch(unlisted::lacks));
  }

  @Test
  void whatOnlyUnreachedCodeCallsIsUnreachedToo() {
    var example =
        new ClassFileImporter()
            .importClasses(Example.class, Example.Called.class, Example.Overriding.class);
    var entry = example.get(Example.class).getMethod("entry");

    assertThat(Reachability.from(example, List.of(entry)).unreached())
        .extracting(it -> it.substring(it.lastIndexOf('.') + 1))
        .containsExactly("onlyForTests()>", "onlyForThat()>");
  }

  private static Stream<JavaCodeUnit> frameworkEntries() {
    return units().filter(DeadCodeTest::calledByFramework);
  }

  private static Stream<JavaCodeUnit> units() {
    return CLASSES.stream().flatMap(it -> it.getCodeUnits().stream());
  }

  /** A star matches any class or member. */
  private static Stream<JavaCodeUnit> named(String entry) {
    var pattern = (ROOT + entry).replace(".", "\\.").replace("*", "[\\w<>$]+");
    return units().filter(it -> (it.getOwner().getName() + "." + it.getName()).matches(pattern));
  }

  private static boolean calledByFramework(JavaCodeUnit unit) {
    return annotated(unit)
        || unit.getParameters().stream().anyMatch(DeadCodeTest::annotated)
        || annotated(unit.getOwner())
            && (unit instanceof JavaConstructor || unit.getName().equals("main"));
  }

  private static boolean annotated(HasAnnotations<?> element) {
    return element.getAnnotations().stream()
        .map(JavaAnnotation::getRawType)
        .anyMatch(it -> FRAMEWORKS.stream().anyMatch(it.getName()::startsWith));
  }

  /** Called directly, in a lambda, by reference, by overriding, and not at all. */
  private static final class Example {
    private Example() {}

    static void entry() {
      Called called = new Overriding();
      Stream.of("").map(it -> inLambda()).map(Example::byReference).forEach(called::overridden);
    }

    static String inLambda() {
      return "";
    }

    static String byReference(String text) {
      return text;
    }

    static void onlyForTests() {
      onlyForThat();
    }

    static void onlyForThat() {}

    private static class Called {
      void overridden(String text) {}
    }

    private static final class Overriding extends Called {
      @Override
      void overridden(String text) {}

      @Override
      public String toString() {
        return "";
      }
    }
  }
}
