package dev.schemamigration.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.StringConstants;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Texts hold settings where a field of the resource or an option of a command is meant. */
class LowerLayersTest {
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

  /**
   * Lines of formatted SQL, an option beside the name of its command ("stamp", "pg_dump"), and a
   * setting's label.
   */
  private static final Set<String> OTHER_DASHES =
      Set.of(
          "--liquibase",
          "--changeset",
          "--rollback",
          "--preconditions",
          "--precondition-sql-check",
          "--valid",
          "--ignore",
          "--purge",
          "--inserts",
          "--sql");

  private static final Set<String> SHELLS =
      Set.of("app", "cli", "crd", "demo", "local", "metrics", "operator");

  private static final Pattern FIELD = Pattern.compile("\\bspec\\.[a-z]");

  @Test
  void noTextOutsideOfTheOperatorNamesAFieldOfTheResource() {
    assertThat(StringConstants.ofProgram()).hasSizeGreaterThan(300);
    assertThat(
            texts(type -> !type.startsWith("operator.") && !type.startsWith("crd."))
                .filter(text -> FIELD.matcher(text).find()))
        .isEmpty();
  }

  @Test
  void noTextBelowTheShellsNamesAnOption() {
    assertThat(
            texts(type -> !SHELLS.contains(type.split("\\.")[0]))
                .filter(text -> !OTHER_DASHES.containsAll(options(text).toList())))
        .isEmpty();
  }

  private static Stream<String> texts(Predicate<String> types) {
    return StringConstants.ofProgram().entrySet().stream()
        .filter(type -> types.test(type.getKey()))
        .flatMap(type -> type.getValue().stream());
  }

  private static Stream<String> options(String text) {
    return OPTION.matcher(text).results().map(MatchResult::group);
  }
}
