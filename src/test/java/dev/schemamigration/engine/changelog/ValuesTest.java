package dev.schemamigration.engine.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a wrong value is called: by changeset, name and remedy, and not in Java's words. */
class ValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "author: ann|changeset ann:?: has no id; id and author together name a changeset, write both",
        "id: shelf|changeset ?:shelf: has no author; id and author together name a changeset, write"
            + " both",
        "{id: ' ', author: ann}|changeset ann: : has no id; id and author together name a changeset,"
            + " write both",
        "{id: 1, author: ann, objectQuotingStrategy: ALL}|changeset ann:1: objectQuotingStrategy is"
            + " \"ALL\"; write one of LEGACY, QUOTE_ALL_OBJECTS, QUOTE_ONLY_RESERVED_WORDS",
        "{id: 1, author: ann, onValidationFail: mark_ran}|changeset ann:1: onValidationFail is"
            + " \"mark_ran\"; write one of HALT, MARK_RAN",
        "{id: 1, author: ann, preConditions: [{onFail: mark_ran}, {dbms: {type: postgresql}}]}|changeset"
            + " ann:1: onFail is \"mark_ran\"; write one of CONTINUE, HALT, MARK_RAN, WARN",
        "{id: 1, author: ann, preConditions: [{onError: stop}]}|changeset ann:1: onError is \"stop\";"
            + " write one of CONTINUE, HALT, MARK_RAN, WARN",
        "{id: 1, author: ann, runInTransaction: 'no'}|changeset ann:1: runInTransaction is \"no\";"
            + " write true or false",
        "{id: 1, author: ann, changes: [{createTrigger: {triggerName: t}}]}|createTrigger is not"
            + " allowed; it is a change of Liquibase Pro; write the step as SQL",
        "{id: 1, author: ann, changes: [{createTabel: {tableName: t}}]}|createTabel is not allowed; it"
            + " is no change that is known here; check its spelling",
      })
  void aWrongValueIsNamed(String changeset, String message) {
    var yaml = "databaseChangeLog:\n- changeSet: " + flow(changeset) + "\n";

    assertThat(Changelogs.refusal("1.yaml", yaml))
        .startsWith("revision file 1.yaml")
        .endsWith(message);
  }

  @Test
  void anotherStrategyOfTheWholeFileIsNamedToo() {
    assertThat(Changelogs.refusal("1.yaml", "databaseChangeLog:\n- objectQuotingStrategy: none\n"))
        .isEqualTo(
            "revision file 1.yaml: databaseChangeLog: objectQuotingStrategy is \"none\"; write one of"
                + " LEGACY, QUOTE_ALL_OBJECTS, QUOTE_ONLY_RESERVED_WORDS");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "createSequence: {sequenceName: s, startValue: abc}",
        "createTable: {tableName: t, columns: [{column: {name: a, type: int, startWith: x}}]}",
        "createTable: {tableName: t, columns: [{column: {name: a, autoIncrement: 1.5x, startWith: 'x'}}]}",
        "addColumn: {tableName: t, columns: [{column: {name: a, position: first, type: int}}]}",
        "createIndex: {tableName: t, columns: [7]}",
        "createTable: {tableName: t, columns: 5}",
        "loadData: {tableName: t}",
        "sqlFile: {}",
        "createTable: 5",
        "addForeignKeyConstraint: {}",
      })
  void noMessageIsInWordsOfJava(String change) {
    var message =
        Changelogs.refusal(
            "1.yaml",
            "databaseChangeLog:\n- changeSet: {id: 1, author: ann, changes: [{" + change + "}]}\n");

    assertThat(message)
        .startsWith("revision file 1.yaml")
        .doesNotContain(
            "Exception", "Cannot invoke", "java.", "liquibase.", "enum constant", "null");
  }

  @Test
  void aValueThatCannotBeReadIsLookedForByChangeset() {
    assertThat(
            Changelogs.refusal(
                "1.yaml",
                "databaseChangeLog:\n"
                    + "- changeSet: {id: 1, author: ann, changes: [{dropTable: {tableName: t}}]}\n"
                    + "- changeSet: {id: 2, author: ann, changes: [{createTable: {tableName: t,"
                    + " columns: [{column: {name: a, startWith: x}}]}}]}\n"))
        .isEqualTo(
            "revision file 1.yaml: changeset ann:2: \"x\" is no number, which is expected there");
  }

  private static String flow(String changeset) {
    return changeset.startsWith("{") ? changeset : "{" + changeset + "}";
  }
}
