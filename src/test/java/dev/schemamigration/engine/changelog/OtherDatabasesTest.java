package dev.schemamigration.engine.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changesets that never run here are left out before anything else of them is looked at. */
class OtherDatabasesTest {
  private static final String LAMP =
      """
      - changeSet:
          id: lamp
          author: ann
          changes:
          - {createTable: {tableName: lamp, columns: [{column: {name: id, type: int}}]}}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sql: {sql: 'SELECT ${sysdate} FROM dual'}",
        "sqlFile: {path: oracle/package.sql}",
        "executeCommand: {executable: sqlplus}",
        "customChange: {class: com.example.Custom}",
        "tagDatabase: {tag: v1}",
        "createTrigger: {triggerName: t, path: oracle/t.sql}",
        "createPackage: {packageName: p}",
        "loadData: {file: /etc/passwd, tableName: t}",
        "sql: {endDelimiter: '[x]+', sql: 'BEGIN TRANSACTION'}",
      })
  void whatOnlyAnotherDatabaseHasIsNotReadInYaml(String change) {
    for (var attribute :
        List.of(
            "dbms: oracle",
            "dbms: '!postgresql'",
            "dbms: none",
            "ignore: true",
            "ignore: 'true'",
            "dbms: '${their}'")) {
      var yaml =
          "databaseChangeLog:\n- property: {name: their, value: 'oracle, h2'}\n"
              + "- property: {name: sysdate, value: sysdate, dbms: oracle}\n"
              + "- changeSet:\n    id: ora\n    author: ann\n    "
              + attribute
              + "\n    runAlways: true\n    runWith: sqlplus\n"
              + "    preConditions:\n    - customPrecondition: {className: com.example.It}\n"
              + "    changes:\n    - "
              + change
              + "\n"
              + LAMP;
      assertThat(ids("1.yaml", yaml)).as(attribute).containsExactly("lamp");
    }
  }

  @Test
  void elementsOfOtherNamespacesAreRefusedOnlyWhereTheyWouldRun() {
    var xml =
        """
        <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
            xmlns:pro="http://www.liquibase.org/xml/ns/pro">
          <property name="today" value="CURDATE()" dbms="mysql"/>
          <changeSet id="ora" author="ann" dbms="%s">
            <pro:createTrigger triggerName="t" path="oracle/t.sql"/>
            <sql>CREATE TABLE orders (placed date DEFAULT ${today})</sql>
          </changeSet>
          <changeSet id="lamp" author="ann"><sql>SELECT 1</sql></changeSet>
        </databaseChangeLog>
        """;

    assertThat(ids("1.xml", xml.formatted("mysql"))).containsExactly("lamp");
    assertThat(Changelogs.refusal("1.xml", xml.formatted("postgresql")))
        .startsWith(
            "revision file 1.xml, line 5: <pro:createTrigger> of namespace"
                + " http://www.liquibase.org/xml/ns/pro is not allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dbms:oracle", "dbms:oracle,h2", "dbms:!postgresql", "ignore:true"})
  void whatOnlyAnotherDatabaseHasIsNotReadInFormattedSql(String attribute) {
    var sql =
        """
        --liquibase formatted sql
        --property name:sysdate value:sysdate dbms:oracle
        --changeset ann:first
        SELECT 1;
        --rollback empty
        --changeset ann:ora %s runAlways:true endDelimiter:[x]+
        --preconditions onFail:HALT
        SELECT ${sysdate} FROM dual; /* open
        /* liquibase rollback
        DROP TABLE x;
        */
        --ignoreLines:start
        --ignoreLines:end
        --rollback BEGIN;
        --changeset ann:lamp
        CREATE TABLE lamp (id int);
        --rollback DROP TABLE lamp;
        """
            .formatted(attribute);

    assertThat(ids("1.sql", sql)).containsExactly("first", "lamp");
    assertThat(Changelogs.parse("1.sql", sql).irreversible()).isEmpty();
  }

  @Test
  void quotedDatabasesAreNotReadByLiquibaseAndRefused() {
    assertThat(
            Changelogs.refusal(
                "1.sql",
                "--liquibase formatted sql\n--changeset a:1 dbms:\"postgresql\"\nSELECT 1;\n"))
        .isEqualTo(
            "revision file 1.sql: line 2: dbms in quotes is not read; write it as"
                + " dbms:postgresql,h2");
  }

  @Test
  void aRollbackThatNamesAChangesetTakesTheOneForPostgres() {
    var yaml =
        """
        databaseChangeLog:
        - changeSet:
            id: make
            author: ann
            dbms: h2
            changes:
            - {createTable: {tableName: made_for_h2, columns: [{column: {name: id, type: int}}]}}
        - changeSet:
            id: make
            author: ann
            dbms: postgresql
            changes:
            - {createTable: {tableName: made_here, columns: [{column: {name: id, type: int}}]}}
        - changeSet:
            id: drop
            author: ann
            rollback: {changeSetId: make, changeSetAuthor: ann}
            changes:
            - dropTable: {tableName: made_here}
        """;
    var sql =
        """
        --liquibase formatted sql
        --changeset ann:make dbms:oracle
        CREATE TABLE made_for_oracle (id int);
        --changeset ann:make dbms:postgresql
        CREATE TABLE made_here (id int);
        --rollback DROP TABLE made_here;
        --changeset ann:drop
        DROP TABLE made_here;
        --rollback changesetId:make changesetAuthor:ann
        """;

    for (var parsed : List.of(Changelogs.parse("1.yaml", yaml), Changelogs.parse("1.sql", sql))) {
      assertThat(parsed.changesets()).hasSize(2);
      assertThat(parsed.changesets().getLast().rollback())
          .singleElement()
          .extracting(Object::toString)
          .isEqualTo(parsed.changesets().getFirst().changes().getFirst().toString());
    }
  }

  @Test
  void theNamespacesOfOldReleasesAreRead() {
    var xml =
        """
        <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog/1.9"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog/1.9
              http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-1.9.xsd">
          <changeSet id="shelf" author="ann">
            <createTable tableName="shelf"><column name="id" type="int"/></createTable>
          </changeSet>
        </databaseChangeLog>
        """;

    assertThat(ids("1.xml", xml)).containsExactly("shelf");
    assertThat(Changelogs.refusal("1.xml", xml.replace("type=", "typ=")))
        .contains("line 6: Attribute 'typ' is not allowed to appear in element 'column'.");
  }

  private static List<String> ids(String path, String content) {
    return Changelogs.parse(path, content, Map.of()).changesets().stream()
        .map(it -> it.id().id())
        .toList();
  }
}
