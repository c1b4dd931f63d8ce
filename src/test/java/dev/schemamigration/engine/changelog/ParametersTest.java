package dev.schemamigration.engine.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.engine.fault.ChangelogFault;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.liquibase.LiquibaseScope;
import dev.schemamigration.engine.sql.ScriptStatement;
import dev.schemamigration.source.Parameter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParametersTest {
  private static final String TEXT =
      "SELECT '${a}', '${ B }', '${:a}', '$a', '{a}', '${a b}', '${}'";

  static Stream<Arguments> everyFormat() {
    return Stream.of(
        Arguments.of("1.sql", "--liquibase formatted sql\n--changeset m:1\n%s;\n--rollback %s;\n"),
        Arguments.of(
            "1.xml",
            "<databaseChangeLog xmlns='"
                + Changelogs.XML_NAMESPACE
                + "'><changeSet id='1'"
                + " author='m'><sql>%s</sql><rollback>%s</rollback></changeSet></databaseChangeLog>"),
        Arguments.of(
            "1.yaml",
            "databaseChangeLog:\n- changeSet:\n    id: 1\n    author: m\n    changes:\n    - sql:\n"
                + "        sql: \"%s\"\n    rollback: \"%s\"\n"),
        Arguments.of(
            "1.json",
            "{\"databaseChangeLog\": [{\"changeSet\": {\"id\": 1, \"author\": \"m\", \"changes\":"
                + " [{\"sql\": \"%s\"}], \"rollback\": \"%s\"}}]}"));
  }

  @ParameterizedTest
  @MethodSource("everyFormat")
  void valuesArePutInOnceAndNotExpandedAgain(String path, String format) {
    var parsed =
        Changelogs.parse(
            path,
            format.formatted(TEXT, TEXT),
            value("A", "${b} ${:x} ${PATH} $1 \\2"),
            value("b", "b-s"));

    var expected =
        "SELECT '${b} ${:x} ${PATH} $1 \\2', 'b-s', '${a}', '$a', '{a}', '${a b}', '${}'";
    assertThat(texts(parsed)).containsExactly(expected, expected);
  }

  @ParameterizedTest
  @MethodSource("everyFormat")
  void aNameWithoutAValueIsAskedFor(String path, String format) {
    assertThatThrownBy(
            () -> Changelogs.parse(path, format.formatted("SELECT '${x}${y.z}'", "SELECT ${X}")))
        .isInstanceOf(EngineException.class)
        .extracting(it -> ((EngineException) it).fault())
        .isEqualTo(new ChangelogFault.MissingParameters(path, List.of("x", "y.z", "X")));
  }

  @Test
  void aPropertyOfTheFileYieldsToTheRequestersValue() {
    var sql =
        """
        --liquibase formatted sql
        --property name:a value:from_file
        --property name:b value:${a}_and_more
        --property name:b value:too_late
        --property name:c value:elsewhere dbms:oracle
        --property name:c value:here dbms:postgresql,h2
        --changeset m:1
        SELECT '${a}', '${b}', '${c}';
        """;

    assertThat(texts(Changelogs.parse("1.sql", sql)))
        .containsExactly("SELECT 'from_file', 'from_file_and_more', 'here'");
    assertThat(texts(Changelogs.parse("1.sql", sql, value("a", "given"))))
        .containsExactly("SELECT 'given', 'given_and_more', 'here'");
  }

  @Test
  void aPropertyInsideAChangesetLeavesNoTraceInTheSql() {
    var sql =
        """
        --liquibase formatted sql
        --changeset m:1
        SELECT 'one',
        --property name:a value:b
        'two ${a}';
        """;

    assertThat(texts(Changelogs.parse("1.sql", sql))).containsExactly("SELECT 'one',\n'two b'");
  }

  @Test
  void ignoredLinesDefineNothing() {
    var sql =
        """
        --liquibase formatted sql
        --ignoreLines:start
        --property name:a value:ignored
        --ignoreLines:end
        --ignoreLines:1
        --property name:a value:ignored_too
        --property name:a value:taken
        --changeset m:1
        SELECT '${a}';
        """;

    assertThat(texts(Changelogs.parse("1.sql", sql))).containsExactly("SELECT 'taken'");
  }

  @Test
  void propertiesMayComeFromAFileOfTheSource() {
    var parsed =
        Changelogs.parse(
            "1.xml",
            "<databaseChangeLog xmlns='"
                + Changelogs.XML_NAMESPACE
                + "'><property file='my.properties'/><property name='b' value='${a}!'/>"
                + "<changeSet id='1' author='m'><sql>SELECT '${a}', '${b}'</sql></changeSet>"
                + "</databaseChangeLog>",
            Map.of("my.properties", "a = from the file\n"));

    assertThat(texts(parsed)).containsExactly("SELECT 'from the file', 'from the file!'");
    assertThat(parsed.readFiles()).containsOnlyKeys("my.properties");
  }

  @Test
  void theTextOfAnotherFileIsExpandedOnceToo() {
    var parsed =
        Changelogs.parse(
            "1.yaml",
            "databaseChangeLog:\n- changeSet:\n    id: 1\n    author: m\n    changes:\n"
                + "    - sqlFile: {path: '${name}.sql'}\n",
            Map.of("x.sql", "SELECT '${a}'; SELECT '${:a}'"),
            value("name", "x"),
            value("a", "${name}"));

    assertThat(texts(parsed)).containsExactly("SELECT '${name}'", "SELECT '${a}'");
  }

  @Test
  void namesAndValuesOfAttributesAreExpandedAndStillChecked() {
    assertThat(
            Changelogs.refusal(
                "1.yaml",
                "databaseChangeLog:\n- changeSet:\n    id: 1\n    author: m\n    changes:\n"
                    + "    - sqlFile: {path: '${where}'}\n",
                value("where", "/etc/passwd")))
        .isEqualTo(
            "revision file 1.yaml, changeset m:1: sqlFile path \"/etc/passwd\" is not allowed; only"
                + " files of the source can be read; write a path relative to the revision file");
    assertThat(
            Changelogs.refusal(
                "1.sql",
                "--liquibase formatted sql\n--changeset m:1\nSELECT ${a};\n",
                value("a", "1; COMMIT")))
        .isEqualTo(
            "revision file 1.sql, changeset m:1, statement 2: COMMIT is not allowed; a revision is"
                + " one transaction already; take it out");
  }

  @Test
  void onlyWhatWasUsedIsStoredAndNothingSecret() {
    var parsed =
        Changelogs.parse(
            "1.sql",
            "--liquibase formatted sql\n--changeset m:1\nSELECT '${a}${s}';\n",
            value("a", "1"),
            value("b", "2"),
            new Parameter("s", "3", true));

    assertThat(parsed.storableParameters()).isEqualTo(Map.of("a", "1"));
  }

  private static Parameter value(String name, String value) {
    return new Parameter(name, value, false);
  }

  /** What the changesets would send, their rollbacks after them. */
  private static List<String> texts(ParsedChangelog parsed) {
    return Stream.of(0)
        .flatMap(
            it ->
                parsed.changesets().stream()
                    .flatMap(
                        changeset ->
                            Stream.concat(
                                changeset.changes().stream(), changeset.rollback().stream())))
        .flatMap(
            change -> {
              try {
                return LiquibaseScope.call(
                    parsed.files(),
                    () -> StatementGenerator.script((liquibase.change.AbstractSQLChange) change))
                    .stream();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            })
        .map(ScriptStatement::text)
        .toList();
  }
}
