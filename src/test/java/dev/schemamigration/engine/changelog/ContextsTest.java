package dev.schemamigration.engine.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.statement.SqlPreview;
import dev.schemamigration.setting.ChangesetFilter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contexts and labels leave changesets, properties and {@code modifySql} out. */
class ContextsTest {
  private static final ChangesetFilter DEMO = new ChangesetFilter(List.of("demo"), "");
  private static final String CHANGESET =
      """
      databaseChangeLog:
      %s- changeSet:
          id: shelf
          author: ann
          %s
          rollback: empty
          changes:
          - sql: {sql: "SELECT '${greeting}'"}
      """;
  private static final String GREETING = "- property: {name: greeting, value: hello}\n";

  @ParameterizedTest
  @ValueSource(strings = {"context", "contextFilter"})
  void aRequiredContextIsLeftOutUnlessItIsAskedFor(String attribute) {
    var own = CHANGESET.formatted(GREETING, attribute + ": '@demo'");
    var whole = CHANGESET.formatted(GREETING + "- " + attribute + ": '@demo'\n", "comment: c");
    var formatted =
        "--liquibase formatted sql\n--changeset ann:a %s:@demo\nSELECT 1;\n--rollback empty\n"
            .formatted(attribute);

    for (var yaml : List.of(own, whole)) {
      assertThat(keys(Changelogs.parse("1.yaml", yaml))).isEmpty();
      assertThat(keys(Changelogs.chosen("1.yaml", yaml, DEMO)))
          .containsExactly("1.yaml::shelf::ann");
    }
    assertThat(keys(Changelogs.parse("1.sql", formatted))).isEmpty();
    assertThat(keys(Changelogs.chosen("1.sql", formatted, DEMO))).containsExactly("1.sql::a::ann");
  }

  @Test
  void xmlAndJsonMeanTheSame() {
    var xml =
        """
        <databaseChangeLog xmlns="%s">
          <property name="greeting" value="hello tester" context="@demo" labels="a"/>
          <property name="greeting" value="hello"/>
          <changeSet id="own" author="ann" contextFilter="@demo" labels="b">
            <sql>SELECT '${greeting}'</sql>
            <rollback/>
            <modifySql context="@demo"><replace replace="tester" with="guest"/></modifySql>
          </changeSet>
        </databaseChangeLog>
        """
            .formatted(Changelogs.XML_NAMESPACE);
    var json =
        """
        {"databaseChangeLog": [
          {"property": {"name": "greeting", "value": "hello tester", "context": "@demo"}},
          {"property": {"name": "greeting", "value": "hello"}},
          {"changeSet": {"id": "own", "author": "ann", "contextFilter": "@demo", "labels": "b",
            "modifySql": {"context": "@demo", "replace": {"replace": "tester", "with": "guest"}},
            "rollback": "empty",
            "changes": [{"sql": {"sql": "SELECT '${greeting}'"}}]}}
        ]}
        """;
    var notB = new ChangesetFilter(List.of("demo"), "!b");

    for (var path : List.of("1.xml", "1.json")) {
      var content = path.endsWith("xml") ? xml : json;
      assertThat(keys(Changelogs.parse(path, content))).isEmpty();
      assertThat(keys(Changelogs.chosen(path, content, notB))).isEmpty();
      assertThat(sql(Changelogs.chosen(path, content, DEMO)))
          .containsExactly("SELECT 'hello guest'");
    }
  }

  @Test
  void aRequiredContextBelowAnotherIsNotSeenUnlessSomethingIsChosenAsInLiquibase() {
    var both = CHANGESET.formatted(GREETING + "- context: demo\n", "context: '@demo'");

    assertThat(keys(Changelogs.parse("1.yaml", both))).containsExactly("1.yaml::shelf::ann");
    assertThat(keys(Changelogs.chosen("1.yaml", both, new ChangesetFilter(List.of("x"), ""))))
        .isEmpty();
  }

  @Test
  void aPropertyOfARequiredContextIsPassedOver() {
    var yaml =
        CHANGESET.formatted(
            "- property: {name: greeting, value: hello tester, context: '@demo'}\n" + GREETING,
            "comment: c");
    var formatted =
        """
        --liquibase formatted sql
        --property name:greeting value:hello_tester contextFilter:"@demo" labels:a
        --property name:greeting value:hello
        --changeset ann:a
        SELECT '${greeting}';
        --rollback empty
        """;

    assertThat(sql(Changelogs.parse("1.yaml", yaml))).containsExactly("SELECT 'hello'");
    assertThat(sql(Changelogs.chosen("1.yaml", yaml, DEMO)))
        .containsExactly("SELECT 'hello tester'");
    assertThat(sql(Changelogs.parse("1.sql", formatted))).containsExactly("SELECT 'hello'");
    assertThat(sql(Changelogs.chosen("1.sql", formatted, DEMO)))
        .containsExactly("SELECT 'hello_tester'");
  }

  @Test
  void modifySqlOfARequiredContextIsLeftOut() {
    var yaml =
        CHANGESET.formatted(
            GREETING,
            "modifySql: {contextFilter: '@demo', replace: {replace: hello, with: goodbye}}");

    assertThat(sql(Changelogs.parse("1.yaml", yaml))).containsExactly("SELECT 'hello'");
    assertThat(sql(Changelogs.chosen("1.yaml", yaml, DEMO))).containsExactly("SELECT 'goodbye'");
  }

  @Test
  void whatIsLeftOutNeedsNoParameters() {
    var yaml = CHANGESET.formatted("", "context: demo");
    var formatted =
        """
        --liquibase formatted sql
        --changeset ann:a context:demo
        --preconditions onFail:MARK_RAN
        --precondition-sql-check expectedResult:0 SELECT ${only}
        SELECT '${only}', '${both}';
        --rollback SELECT '${undone}';
        --changeset ann:b
        SELECT '%s';
        --rollback empty
        """;
    var prod = new ChangesetFilter(List.of("prod"), "");

    assertThat(keys(Changelogs.chosen("1.yaml", yaml, prod))).isEmpty();
    assertThat(sql(Changelogs.chosen("1.sql", formatted.formatted("x"), prod)))
        .containsExactly("SELECT 'x'");
    assertThatThrownBy(() -> Changelogs.chosen("1.sql", formatted.formatted("${both}"), prod))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("revision file 1.sql uses ${both} and nothing gives it a value");
    assertThatThrownBy(() -> Changelogs.chosen("1.sql", formatted.formatted("x"), DEMO))
        .hasMessageStartingWith("revision file 1.sql uses ${only}, ${both}, ${undone}");
  }

  @Test
  void whatIsLeftOutIsRefusedAllTheSameWhereItCouldHarm() {
    assertThat(
            Changelogs.refusal(
                "1.yaml",
                """
                databaseChangeLog:
                - changeSet:
                    id: a
                    author: ann
                    context: '@demo'
                    changes:
                    - executeCommand: {executable: id}
                """))
        .contains("executeCommand");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a", "a)", "()", "(a, b)", "a and (b"})
  void anExpressionOnWhichLiquibaseFailsIsRefusedWhereverItStands(String expression) {
    var quoted = "'" + expression + "'";
    var message =
        ": context \"%s\" is no expression; close each parenthesis, and write or instead of a comma"
                .formatted(expression)
            + " between parentheses";
    assertThat(refusal(CHANGESET.formatted(GREETING, "context: " + quoted)))
        .endsWith("changeset ann:shelf" + message);
    assertThat(refusal(CHANGESET.formatted(GREETING + "- context: " + quoted + "\n", "comment: c")))
        .endsWith("databaseChangeLog" + message);
    assertThat(
            refusal(
                CHANGESET.formatted(
                    GREETING, "modifySql: {context: " + quoted + ", append: {value: ' '}}")))
        .endsWith("changeset ann:shelf, modifySql" + message);
    assertThat(
            refusal(
                CHANGESET.formatted(
                    "- property: {name: greeting, value: x, context: " + quoted + "}\n",
                    "comment: c")))
        .endsWith("property \"greeting\"" + message);
  }

  @Test
  void longExpressionsAndLabelsAreRefusedWhereverTheyStand() {
    var expression = "'" + "a or ".repeat(200) + "a'";
    var labels = "'" + "label, ".repeat(150) + "x'";

    assertThat(refusal(CHANGESET.formatted(GREETING, "context: " + expression)))
        .endsWith("changeset ann:shelf: context of more than 1000 characters; shorten the text");
    assertThat(refusal(CHANGESET.formatted(GREETING, "labels: " + labelsUpTo(300))))
        .endsWith("changeset ann:shelf: labels of more than 1000 characters; shorten the text");
    assertThat(refusal(CHANGESET.formatted(GREETING, "labels: " + labels)))
        .as("a label counts once")
        .isEmpty();
  }

  private static String labelsUpTo(int count) {
    return "'"
        + IntStream.range(0, count).mapToObj(it -> "l" + it).collect(Collectors.joining(","))
        + "'";
  }

  @Test
  void expressionsTakeTimeOfTheBudget() {
    var nested = "(".repeat(480) + "a" + ")".repeat(480);
    var changeset = "--changeset ann:%d context:\"" + nested + "\"\nSELECT 1;\n--rollback empty\n";
    var file =
        "--liquibase formatted sql\n"
            + IntStream.range(0, 3_000)
                .mapToObj(changeset::formatted)
                .collect(Collectors.joining());

    assertTimeoutPreemptively(Duration.ofSeconds(120), () -> Changelogs.refusal("1.sql", file));
  }

  private static String refusal(String yaml) {
    return Changelogs.refusal("1.yaml", yaml);
  }

  private static List<String> keys(ParsedChangelog parsed) {
    return parsed.changesets().stream().map(Changeset::key).toList();
  }

  private static List<String> sql(ParsedChangelog parsed) {
    return new SqlPreview(Changelogs.generator()).up(parsed);
  }
}
