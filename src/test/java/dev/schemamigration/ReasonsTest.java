package dev.schemamigration;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.schemamigration.migration.reason.Disposition;
import dev.schemamigration.migration.reason.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds that the runbook has no reason that cannot be met. */
class ReasonsTest {
  /** What shows reasons that others give. */
  private static final List<String> PRESENTATION =
      List.of("cli", "demo", "metrics", "operator.status").stream()
          .map(it -> "dev.schemamigration." + it)
          .toList();

  private static final JavaClass REASON =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.schemamigration")
          .get(Reason.class);

  @Test
  void everyReasonOfAFaultIsGivenByCodeThatMeetsTheFault() {
    assertThat(names(it -> !atRest(it))).isSubsetOf(given(it -> !presents(it)));
  }

  @Test
  void everyReasonWithoutAFaultIsGivenWithTheStatus() {
    assertThat(names(ReasonsTest::atRest))
        .isSubsetOf(given(it -> it.getPackageName().startsWith("dev.schemamigration.operator")));
  }

  /** Nothing is wrong: no fault has this reason. */
  private static boolean atRest(Reason reason) {
    return reason.next() == Disposition.SETTLE || reason.next() == Disposition.PROGRESS;
  }

  private static List<String> names(Predicate<Reason> which) {
    return Arrays.stream(Reason.values()).filter(which).map(Reason::name).toList();
  }

  private static Set<String> given(Predicate<JavaClass> where) {
    return REASON.getFieldAccessesToSelf().stream()
        .filter(it -> !it.getOriginOwner().equals(REASON) && !onlySwitches(it.getOriginOwner()))
        .filter(it -> where.test(it.getOriginOwner()))
        .map(JavaFieldAccess::getTarget)
        .map(it -> it.getName())
        .collect(Collectors.toSet());
  }

  private static boolean presents(JavaClass origin) {
    return PRESENTATION.stream()
        .anyMatch(it -> (origin.getPackageName() + ".").startsWith(it + "."));
  }

  /** The compiler's own class for a switch over an enum. */
  private static boolean onlySwitches(JavaClass origin) {
    return !origin.getFields().isEmpty()
        && origin.getFields().stream().allMatch(it -> it.getName().startsWith("$SwitchMap$"));
  }
}
