package dev.schemamigration.engine.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.engine.liquibase.LiquibaseScope;
import dev.schemamigration.engine.sql.ScriptStatement;
import dev.schemamigration.source.Parameter;
import java.util.List;
import java.util.stream.Stream;
import liquibase.change.AbstractSQLChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which value a property has, as Liquibase has it. */
class PropertiesTest {
  static Stream<Arguments> valuesByDefinitions() {
    return Stream.of(
        Arguments.of(
            "a name put together", "alpha", "${host.${stage}}", "stage=dev host.dev=alpha"),
        Arguments.of("a name put together twice", "it", "${a${b${c}}}", "c=1 b1=2 a2=it"),
        Arguments.of("the last local one", "20", "${width}", "!width=10 !width=20"),
        Arguments.of("the first global one", "10", "${width}", "width=10 width=20"),
        Arguments.of("a global one before a local one", "blue", "${c}", "!c=red c=blue"),
        Arguments.of("a name that begins with a digit", "red", "${2nd}", "2nd=red"),
        Arguments.of("a name with a slash", "red", "${a/b}", "a/b=red"),
        Arguments.of("defined further below", "dark red", "${s}", "s=dark_${c} c=red"),
        Arguments.of("a chain from below", "x y z", "${a}", "a=x_${b} b=y_${c} c=z"),
        Arguments.of("names without regard to case", "red", "${COLOR}", "Color=red"),
        Arguments.of("braces that are none", "{a} ${ $a}", "{a} ${ $a}", "a=red"),
        Arguments.of("one in what is none", "${' red '${", "${' ${a} '${", "a=red"),
        Arguments.of("an escaped one", "${a} red", "${:a} ${a}", "a=red"),
        Arguments.of("an escaped one in a value", "${a}", "${b}", "b=${:a} a=red"),
        Arguments.of("a blank around the name", "red", "${ a }", "a=red"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("valuesByDefinitions")
  void aPropertyHasTheValueOfLiquibase(
      String what, String expected, String text, String definitions) {
    assertThat(texts(Changelogs.parse("1.yaml", yaml(definitions, text))))
        .containsExactly("SELECT '" + expected + "'");
    assertThat(texts(Changelogs.parse("1.xml", xml(definitions, text))))
        .containsExactly("SELECT '" + expected + "'");
    assertThat(
            texts(Changelogs.parse("1.sql", sql(definitions, text))).stream()
                .map(it -> it.replace('_', ' '))
                .toList())
        .containsExactly("SELECT '" + expected + "'");
  }

  @Test
  void aNameWithABlankHasItsValue() {
    assertThat(
            texts(
                Changelogs.parse(
                    "1.yaml",
                    "databaseChangeLog:\n- property: {name: my color, value: red}\n"
                        + changeset("SELECT '${my color}'"))))
        .containsExactly("SELECT 'red'");
  }

  @Test
  void inSqlAChangesetSeesWhatIsDefinedAboveIt() {
    var sql =
        """
        --liquibase formatted sql
        --property name:a value:one global:false
        --property name:b value:${a} global:false
        --changeset m:1
        SELECT '${a}';
        --changeset m:2
        --property name:a value:two global:false
        SELECT '${a} ${b}';
        """;

    assertThat(texts(Changelogs.parse("1.sql", sql)))
        .containsExactly("SELECT 'one'", "SELECT 'two one'");
  }

  @Test
  void inYamlAPropertyIsOneForTheWholeFile() {
    var yaml =
        "databaseChangeLog:\n- property: {name: a, value: one, global: false}\n"
            + "- property: {name: b, value: '${a}', global: false}\n"
            + changeset("SELECT '${a}'")
            + "- property: {name: a, value: two, global: false}\n"
            + changeset("SELECT '${a} ${b} ${c}'").replace("id: 1", "id: 2")
            + "- property: {name: c, value: three}\n";

    assertThat(texts(Changelogs.parse("1.yaml", yaml)))
        .containsExactly("SELECT 'two'", "SELECT 'two two three'");
  }

  @Test
  void aPropertyBelowItsUseIsNoSilentText() {
    assertThat(
            Changelogs.refusal(
                "1.sql",
                """
                --liquibase formatted sql
                --changeset m:1
                SELECT '${a}';
                --changeset m:2
                --property name:a value:one
                SELECT 2;
                """))
        .isEqualTo(
            "revision file 1.sql: uses ${a} above the property that defines it; move the property"
                + " up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=${a}", "a=${b} b=${a}", "a=${b} b=${c} c=x${b}"})
  void aPropertyThatRefersToItselfIsRefused(String definitions) {
    assertThat(Changelogs.refusal("1.yaml", yaml(definitions, "${a}")))
        .matches(
            "revision file 1.yaml: property \"[ab]\" refers to itself, or to too many others in a"
                + " row");
  }

  @Test
  void aPropertyThatMultipliesItselfWithoutGrowingIsLimited() {
    var definitions = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      definitions.append("p%d=${p%d}${p%d} ".formatted(i, i + 1, i + 1));
    }
    definitions.append("p40=");

    assertThat(texts(Changelogs.parse("1.yaml", yaml(definitions.toString(), "${p0}"))))
        .containsExactly("SELECT ''");
  }

  @Test
  void theValueOfTheRequestIsNotExpandedInAPropertyEither() {
    assertThat(
            texts(
                Changelogs.parse(
                    "1.yaml",
                    yaml("a=${given} b=red c=${d} d=${given}", "${a} ${c}"),
                    new Parameter("given", "${b}", false))))
        .containsExactly("SELECT '${b} ${b}'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${s}", "${p}", "${late}", "${x${one}}"})
  void aSecretInANameIsRefusedByWhateverWayItGetsThere(String text) {
    var yaml =
        yaml("p=a_${s} late=${later} later=${s} one=1 x1=${s}", "")
            .replace("id: 1", "id: 'v" + text + "'");

    assertThat(Changelogs.refusal("1.yaml", yaml, new Parameter("s", "hush", true)))
        .startsWith("revision file 1.yaml, changeSet: ${")
        .endsWith("} in its id is not allowed; it is recorded, and that is a secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "database.typeName=postgresql",
        "database.TYPENAME=postgresql",
        "database.lineComment=--",
        "database.supportsSequences=true"
      })
  void whatLiquibaseSaysOfTheDatabaseHasAValue(String nameAndValue) {
    var pair = nameAndValue.split("=");

    assertThat(texts(Changelogs.parse("1.yaml", yaml("", "${" + pair[0] + "}"))))
        .containsExactly("SELECT '" + pair[1] + "'");
  }

  @Test
  void whatDependsOnWhoRunsItHasNone() {
    assertThat(Changelogs.refusal("1.yaml", yaml("", "${database.isSafeToRunUpdate}")))
        .startsWith("revision file 1.yaml uses ${database.isSafeToRunUpdate} and nothing gives it");
  }

  @Test
  void aParameterInAPlainScriptIsRefusedAndOtherBracesAreKept() {
    var script = "CREATE TABLE a (x text);\nINSERT INTO a VALUES ('${ V }', '${w}', '${:v}');\n";

    assertThat(Changelogs.refusal("1_a.sql", script)).isEmpty();
    assertThat(Changelogs.refusal("1_a.sql", script, new Parameter("v", "it", false)))
        .isEqualTo(
            "revision file 1_a.sql: line 2: ${V} is not replaced in a plain script; begin it with"
                + " the lines \"--liquibase formatted sql\" and \"--changeset author:id\", or give"
                + " the parameter another name");
  }

  private static String yaml(String definitions, String text) {
    var yaml = new StringBuilder("databaseChangeLog:\n");
    for (var property : properties(definitions)) {
      yaml.append(
          "- property: {name: '%s', value: '%s', global: %s}\n"
              .formatted(property.name(), property.value().replace('_', ' '), property.global()));
    }
    return yaml + changeset("SELECT '" + text + "'");
  }

  private static String changeset(String sql) {
    return "- changeSet:\n    id: 1\n    author: m\n    changes:\n    - sql:\n        sql: \""
        + sql
        + "\"\n";
  }

  private static String xml(String definitions, String text) {
    var xml = new StringBuilder("<databaseChangeLog xmlns='" + Changelogs.XML_NAMESPACE + "'>");
    for (var property : properties(definitions)) {
      xml.append(
          "<property name='%s' value='%s' global='%s'/>"
              .formatted(property.name(), property.value().replace('_', ' '), property.global()));
    }
    return xml
        + "<changeSet id='1' author='m'><sql>SELECT '"
        + text
        + "'</sql></changeSet></databaseChangeLog>";
  }

  private static String sql(String definitions, String text) {
    var sql = new StringBuilder("--liquibase formatted sql\n");
    for (var property : properties(definitions)) {
      sql.append(
          "--property name:%s value:%s%s\n"
              .formatted(
                  property.name(), property.value(), property.global() ? "" : " global:false"));
    }
    return sql + "--changeset m:1\nSELECT '" + text + "';\n";
  }

  private record Property(String name, String value, boolean global) {}

  private static List<Property> properties(String definitions) {
    return Stream.of(definitions.split(" "))
        .filter(it -> !it.isEmpty())
        .map(it -> it.split("=", 2))
        .map(it -> new Property(it[0].replace("!", ""), it[1], !it[0].startsWith("!")))
        .toList();
  }

  private static List<String> texts(ParsedChangelog parsed) {
    return parsed.changesets().stream()
        .flatMap(it -> it.changes().stream())
        .flatMap(
            change -> {
              try {
                return LiquibaseScope.call(
                    parsed.files(), () -> StatementGenerator.script((AbstractSQLChange) change))
                    .stream();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            })
        .map(ScriptStatement::text)
        .toList();
  }
}
