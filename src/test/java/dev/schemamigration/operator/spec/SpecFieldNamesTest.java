package dev.schemamigration.operator.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.setting.Choice;
import dev.schemamigration.setting.Setting;
import dev.schemamigration.testing.ResourceFields;
import dev.schemamigration.testing.StringConstants;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpecFieldNamesTest {
  private static final Pattern PATH = Pattern.compile("\\bspec(?:\\.[a-zA-Z]+)+");

  private final Map<String, List<String>> fields = ResourceFields.values();

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SQL", "HEAD", "SPLICE", "REVISION_ID", "BRANCH_LABEL", "DEPENDS_ON"})
  void everySettingIsAFieldOfTheResource(Setting setting) {
    assertThat(fields).containsKey(SpecFieldNames.INSTANCE.of(setting));
  }

  @Test
  void onlyTheCommandLineCouldWriteSqlInsteadOfRunningIt() {
    assertThat(SpecFieldNames.INSTANCE.of(Setting.SQL)).isEqualTo("--sql");
  }

  @ParameterizedTest
  @EnumSource
  void everyChoiceIsAValueOfItsField(Choice choice) {
    var text = SpecFieldNames.INSTANCE.of(choice);
    var field = SpecFieldNames.INSTANCE.of(choice.setting());
    var value = text.substring(text.lastIndexOf(' ') + 1);

    assertThat(fields.get(field)).contains(value);
    assertThat(field)
        .endsWith(text.substring(0, text.length() - value.length()).split(" to |: ")[0]);
  }

  @Test
  void everyTextOfTheOperatorNamesFieldsThatAreThere() {
    assertThat(StringConstants.ofProgram())
        .allSatisfy(
            (type, texts) -> {
              if (type.startsWith("operator.")) {
                assertThat(texts.stream().flatMap(SpecFieldNamesTest::paths))
                    .as(type)
                    .isSubsetOf(fields.keySet());
              }
            });
  }

  private static Stream<String> paths(String text) {
    return PATH.matcher(text).results().map(MatchResult::group);
  }
}
