package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.source.Parameter;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Parses changelogs that are small, and large once they are read. A program of its own, so that it
 * has a small heap: with {@code -XX:+ExitOnOutOfMemoryError} it ends where one of them gets
 * through.
 */
public final class ChangelogBombs {
  private static final String YAML =
      "databaseChangeLog:\n%s- changeSet:\n    id: 1\n    author: a\n    changes:\n";
  private static final String XML =
      "<databaseChangeLog xmlns=\""
          + Changelogs.XML_NAMESPACE
          + "\"><changeSet id=\"1\" author=\"a\">%s</changeSet></databaseChangeLog>";
  private static final String SQL = "--liquibase formatted sql\n%s--changeset a:1\n";

  private ChangelogBombs() {}

  public static void main(String[] arguments) {
    keys();
    aliases();
    parameters();
    files();
    modifications();
    statements();
    elements();
  }

  private static void keys() {
    var lists =
        "k0: &k0 [x, x]\n"
            + IntStream.range(1, 40)
                .mapToObj(i -> "k%d: &k%d [%s]\n".formatted(i, i, tenTimes("*k" + (i - 1))))
                .collect(Collectors.joining());
    refused("lists of lists", "1.yaml", "databaseChangeLog: []\n" + lists + "bomb: {? *k39 : v}\n");
    refused("a list as a key", "1.yaml", "databaseChangeLog: []\nk: &k [x]\nbomb: {? *k : v}\n");
    refused("a map as a key", "1.yaml", "databaseChangeLog: []\nbomb: {? {a: b} : v}\n");
    var maps =
        "k0: &k0 {a: b}\n"
            + IntStream.range(1, 40)
                .mapToObj(i -> "k%d: &k%d {<<: [%s]}\n".formatted(i, i, tenTimes("*k" + (i - 1))))
                .collect(Collectors.joining());
    refused("merged maps", "1.yaml", "databaseChangeLog: []\n" + maps);
    refused("a list in itself", "1.yaml", "databaseChangeLog: &a [*a]\n");
    refused("a map in itself", "1.yaml", "databaseChangeLog: []\nx: &a {b: {c: *a}}\n");
  }

  private static String tenTimes(String text) {
    return String.join(", ", java.util.Collections.nCopies(10, text));
  }

  private static void aliases() {
    var text = "    - sql: {sql: &s \"%s\"}\n" + "    - sql: {sql: *s}\n".repeat(20_000);
    var start = "select '" + "x".repeat(200_000);
    refused(
        "a text that is repeated", "1.yaml", YAML.formatted("") + text.formatted(start + "'; "));
    refused(
        "a text that is expanded at each use",
        "1.yaml",
        YAML.formatted("- property: {name: p, value: abcd}\n") + text.formatted(start + "${p}'"));
    refused(
        "a change that is repeated",
        "1.yaml",
        YAML.formatted("") + "    - &c {sql: {sql: select 1}}\n" + "    - *c\n".repeat(20_000));
  }

  private static void parameters() {
    var value = new Parameter("p", "x".repeat(900_000), false);
    refused("a parameter", "1.sql", SQL.formatted("") + "select '${p}';\n".repeat(1_000), value);
    refused(
        "a parameter in one text",
        "1.yaml",
        YAML.formatted("") + "    - sql: {sql: \"" + "${p}".repeat(1_000) + "\"}\n",
        value);
    refused(
        "properties of a property",
        "1.sql",
        SQL.formatted(
                "--property name:a0 value:"
                    + "x".repeat(1_000)
                    + "\n"
                    + IntStream.range(1, 40)
                        .mapToObj(
                            i ->
                                "--property name:a%1$d value:${a%2$d}${a%2$d}\n"
                                    .formatted(i, i - 1))
                        .collect(Collectors.joining()))
            + "select '${a39}';\n");
    refused(
        "many properties",
        "1.sql",
        SQL.formatted(
                "--property name:a value:"
                    + "x".repeat(900_000)
                    + "\n"
                    + IntStream.range(0, 5_000)
                        .mapToObj("--property name:b%d value:${a}\n"::formatted)
                        .collect(Collectors.joining()))
            + "select 1;\n");
  }

  private static void files() {
    refused(
        "a script that is included often",
        "1.xml",
        XML.formatted("<sqlFile path=\"b.txt\"/>".repeat(900)),
        Map.of("b.txt", "select '" + "x".repeat(500_000) + "'"));
    refused(
        "a table that is loaded often",
        "1.xml",
        XML.formatted("<loadData tableName=\"t\" file=\"d.csv\"/>".repeat(100)),
        Map.of("d.csv", "a,b\n" + "1,2\n".repeat(100_000)));
  }

  private static void modifications() {
    var changes = YAML.formatted("") + "    - sql: {sql: \"select 1 -- %s\"}\n    modifySql:\n";
    refused(
        "a modification that is repeated",
        "1.yaml",
        changes.formatted("")
            + "    - append: &v {value: \" -- "
            + "x".repeat(100_000)
            + "\\n\"}\n"
            + "    - append: *v\n".repeat(9_000));
    refused(
        "modifications that grow",
        "1.yaml",
        changes.formatted("a") + "    - replace: {replace: a, with: aaaaaaaaaa}\n".repeat(100));
    refused(
        "modifications that make a little more each",
        "1.yaml",
        changes.formatted("a".repeat(5_000)) + "    - prepend: {value: \"x \"}\n".repeat(20_000));
    for (var uses : new int[] {9_000, 20_000}) {
      refused(
          uses + " patterns",
          "1.yaml",
          changes.formatted("a".repeat(5_000))
              + "    - regExpReplace: &r {replace: \"a*b\", with: x}\n"
              + "    - regExpReplace: *r\n".repeat(uses));
    }
    refused(
        "a pattern that never ends",
        "1.yaml",
        changes.formatted("a".repeat(50))
            + "    - regExpReplace: {replace: \"(.*a){25}b\", with: x}\n");
  }

  private static void statements() {
    var many = "a;".repeat(2_000_000);
    refused("statements", "1.sql", SQL.formatted("") + many);
    refused("statements of a script", "1.sql", many);
    refused("statements of a rollback", "1.sql", SQL.formatted("") + "a;\n--rollback " + many);
    refused("statements of a change", "1.xml", XML.formatted("<sql>" + many + "</sql>"));
    refused(
        "statements of a file",
        "1.xml",
        XML.formatted("<sqlFile path=\"b.txt\"/>"),
        Map.of("b.txt", many));
    refused(
        "statements of a query",
        "1.xml",
        XML.formatted(
            "<preConditions><sqlCheck expectedResult=\"1\">"
                + many
                + "</sqlCheck></preConditions><sql>a</sql>"));
  }

  private static void elements() {
    refused("elements", "1.xml", XML.formatted("<empty/>".repeat(1_000_000)));
    refused(
        "elements of another namespace",
        "1.xml",
        XML.formatted("<x xmlns=\"y\"/>".repeat(190_000)));
    refused("entries", "1.json", "{\"databaseChangeLog\": [" + "1,".repeat(4_000_000) + "1]}");
    refused("keys", "1.yaml", "databaseChangeLog: []\n" + "? a\n".repeat(1_000_000));
    refused("lines of nothing", "1.sql", SQL.formatted("") + "\n".repeat(4_000_000) + "rollback;");
  }

  private static void refused(String what, String path, String content, Parameter... parameters) {
    print(what, Changelogs.refusal(path, content, parameters));
  }

  private static void refused(
      String what, String path, String content, Map<String, String> resources) {
    try {
      Changelogs.parse(path, content, resources);
      print(what, "");
    } catch (EngineException e) {
      print(what, e.getMessage());
    }
  }

  private static void print(String what, String refusal) {
    System.out.println(what + ": " + (refusal.isEmpty() ? "gets through" : refusal));
  }
}
