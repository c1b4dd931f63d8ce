package dev.schemamigration.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.engine.changelog.Changelogs;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.fault.SourceException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changelogs made to exhaust memory or time. Without the limits these tests would not end. */
class ChangelogLimitsTest {
  private static final String SQL = "--liquibase formatted sql\n--changeset m:1\n";
  private static final String XML =
      "<databaseChangeLog xmlns=\""
          + Changelogs.XML_NAMESPACE
          + "\"><changeSet id=\"1\" author=\"m\">";
  private static final String YAML =
      "databaseChangeLog:\n- changeSet:\n    id: 1\n    author: m\n    changes:\n    - sql: ";

  @Test
  void deepXmlIsRefused() {
    assertThat(Changelogs.refusal("1.xml", XML + "<sql>".repeat(1_000_000)))
        .isEqualTo("revision file 1.xml: nests deeper than 64 levels; flatten it");
  }

  @Test
  void deepYamlIsRefused() {
    assertThat(Changelogs.refusal("1.yaml", YAML + "[".repeat(1_000_000)))
        .isEqualTo("revision file 1.yaml: nests deeper than 64 levels; flatten it");
  }

  @Test
  void deepJsonIsRefused() {
    assertThat(
            Changelogs.refusal("1.json", "{\"databaseChangeLog\": " + "[{\"a\":".repeat(500_000)))
        .isEqualTo("revision file 1.json: nests deeper than 64 levels; flatten it");
  }

  @Test
  void tooManyElementsAreRefused() {
    assertThat(Changelogs.refusal("1.xml", XML + "<empty/>".repeat(1_000_000)))
        .isEqualTo(
            "revision file 1.xml: holds more than 200000 elements, repeated ones included; split it"
                + " into several revisions");
    assertThat(Changelogs.refusal("1.json", "{\"databaseChangeLog\": [" + "1,".repeat(1_000_000)))
        .isEqualTo(
            "revision file 1.json: holds more than 200000 elements, repeated ones included; split"
                + " it into several revisions");
  }

  @Test
  void tooManyChangesetsAreRefused() {
    var sql =
        IntStream.range(0, 200_000)
            .mapToObj(i -> "--changeset m:" + i + "\nSELECT 1;\n")
            .collect(Collectors.joining("", "--liquibase formatted sql\n", ""));
    var json =
        "{\"databaseChangeLog\": ["
            + "{\"changeSet\": {\"id\": 1, \"author\": \"m\"}},".repeat(10_001)
            + "]}";

    assertThat(Changelogs.refusal("1.sql", sql))
        .isEqualTo(
            "revision file 1.sql: holds more than 10000 changesets; split it into several"
                + " revisions");
    assertThat(Changelogs.refusal("1.json", json))
        .isEqualTo(
            "revision file 1.json: holds more than 10000 changesets; split it into several"
                + " revisions");
  }

  @Test
  void tooManyStatementsAreRefused() {
    assertThat(Changelogs.refusal("1.sql", SQL + "a;".repeat(300_000)))
        .isEqualTo(
            "revision file 1.sql: holds more than 250000 statements in one script; split it into"
                + " several");
    assertThat(Changelogs.refusal("1.sql", "a;".repeat(300_000)))
        .isEqualTo(
            "revision file 1.sql: holds more than 250000 statements in one script; split it into"
                + " several");
  }

  @Test
  void aLongLineIsReadLikeAnyOther() {
    var values = "(1,'" + "x".repeat(100) + "'),";

    var parsed =
        Changelogs.parse("1.sql", SQL + "INSERT INTO t VALUES " + values.repeat(70_000) + "(2,'')");

    assertThat(parsed.changesets()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "-",
        "--",
        "- ",
        "-- ",
        "/*",
        "*/",
        "\\",
        "${",
        "$",
        "$a",
        "'",
        "\"",
        "(",
        "name:",
        "value:",
        ":",
        "--property ",
        "--changeset ",
        "--rollback ",
        "endDelimiter:",
        "labels:\"",
        "!{",
        "}",
        "rollback changesetid",
        "\t\u000b",
        ";",
        "BEGIN ATOMIC CASE ",
        "/**/",
        "dbms:\"",
        "ignore:true",
        "1",
        "a_",
        "a",
        "=",
        "#",
        "+",
        "/",
        "revision ",
        "reset "
      })
  void aLineOfAnythingTakesLinearTime(String piece) {
    var line = piece.repeat(300_000 / piece.length());

    for (var place :
        new String[] {
          SQL + "SELECT 1;\n" + line + "\n",
          SQL + "SELECT 1;\n--rollback " + line + "\n",
          SQL + "SELECT 1;\n/* liquibase rollback\n" + line + "\n*/\n",
          "--liquibase formatted sql\n--property " + line + "\n--changeset m:1\nSELECT 1;\n",
          "--liquibase formatted sql\n--property name:a" + line + "\n--changeset m:1\nSELECT 1;\n",
          "--liquibase formatted sql\n--changeset " + line + "\nSELECT 1;\n",
          "--liquibase formatted sql\n--changeset m:1 " + line + "\nSELECT 1;\n",
          "--liquibase formatted sql" + line + "\n--changeset m:1\nSELECT 1;\n",
          "-- revision " + line + " x\n" + SQL + "SELECT 1;\n",
          "-- " + line + " x\n" + SQL + "SELECT 1;\n",
          SQL + "SET datestyle = '" + line + "';\n",
          SQL + "SET " + line + "\n",
          SQL + "DO $$ " + line + "$$;\n",
          line
        }) {
      read("1.sql", place);
    }
    read("1.yaml", line);
    read("1.yaml", "# " + line + "\n" + YAML + line);
    read("1.yaml", YAML + "|\n        " + line + "\n        }\n");
    read("1.json", "{\"databaseChangeLog\": [{\"changeSet\": " + line);
    read("1.xml", line);
    read("1.xml", "<!-- " + line + "-->" + XML + "<sql>" + line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/*", "$a%d$", "'", "\"\"\"", "--ignoreLines:start", "/* liquibase rollback"})
  void manyChangesetsThatLeaveSomethingOpenTakeLinearTime(String open) {
    var changesets =
        IntStream.range(0, 9_900)
            .mapToObj(
                i -> "--changeset m:%d\n%s\n%s\n".formatted(i, open.formatted(i), "x".repeat(70)))
            .collect(Collectors.joining());

    read("1.sql", "--liquibase formatted sql\n" + changesets);
  }

  /** As the operator does: first the source is read, then the changelog. */
  private static void read(String name, String content) {
    try {
      var bundle =
          BundleReader.read("test", Map.of(name, content.getBytes(StandardCharsets.UTF_8)));
      bundle.files().forEach(file -> Changelogs.parse(file, bundle.resources()));
    } catch (EngineException | SourceException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @Test
  void parametersCannotMakeTheTextEndless() {
    var uses = "SELECT '${a}';\n".repeat(1_000);
    var value = new Parameter("a", "x".repeat(1 << 20), false);

    assertThat(Changelogs.refusal("1.sql", SQL + uses, value))
        .isEqualTo(
            "revision file 1.sql: with it, the changelogs of the plan have more than 33554432"
                + " characters, repeated texts, included files and parameters counted at each use;"
                + " repeat less, or go to an earlier revision first");
  }

  @Test
  void aNumberOfManyDigitsIsRefused() {
    var digits = "9".repeat(1_000_000);

    assertThat(Changelogs.refusal("1.yaml", YAML + digits))
        .isEqualTo(
            "revision file 1.yaml: line 6: holds a number of 1000000 digits; put it between quotes"
                + " if it is a text");
    assertThat(
            Changelogs.refusal(
                "1.xml",
                XML
                    + "<createSequence sequenceName=\"s\" startValue=\""
                    + digits
                    + "\"/></changeSet></databaseChangeLog>"))
        .isEqualTo("revision file 1.xml: changeset m:1: startValue is a number of 1000000 digits");
  }

  @Test
  void aCsvFileOfTooManyCellsIsRefused() {
    var xml =
        XML
            + "<loadData tableName=\"t\" file=\"t.csv\""
            + " separator=\";\"/></changeSet></databaseChangeLog>";

    var csv = Map.of("t.csv", "a;b\n" + "1;2\n".repeat(300_000));

    assertThatThrownBy(() -> Changelogs.parse("1.xml", xml, csv))
        .hasMessage(
            "revision file 1.xml: changeset m:1: loadData file \"t.csv\" has more than 500000"
                + " cells; split it, or load it with a tool made for it");
  }
}
