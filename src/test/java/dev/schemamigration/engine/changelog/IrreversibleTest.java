package dev.schemamigration.engine.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IrreversibleTest {
  private static final String XML_REMEDY = " (write <rollback/> if nothing is to be undone)";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t (a int);\n--rollback DROP TABLE t;",
        "CREATE TABLE t (a int);\n/* liquibase rollback\nDROP TABLE t;\n*/",
        "SELECT 1;\n--rollback empty",
        "SELECT 1;\n--rollback not required",
        "SELECT 1;\n--rollback Empty: nothing was changed",
        "-- nothing but a comment",
        "/* nothing */ ;",
      })
  void sqlThatCanBeUndone(String changeset) {
    assertThat(sql(changeset)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t (a int);",
        "CREATE TABLE t (a int);\n--rollback ",
        "CREATE TABLE t (a int);\n--rollback \n--rollback   ",
        "CREATE TABLE t (a int);\n/* liquibase rollback\n\n*/",
      })
  void sqlWithoutARollback(String changeset) {
    assertThat(sql(changeset))
        .isEqualTo(
            "changeset m:1 (sql) has no rollback (write --rollback empty if nothing is to be undone)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t (a int);\n--rollback ;",
        "CREATE TABLE t (a int);\n--rollback -- DROP TABLE t;",
        "CREATE TABLE t (a int);\n--rollback /* DROP TABLE t; */ ;",
        "CREATE TABLE t (a int);\n/* liquibase rollback\n-- see the manual\n*/",
      })
  void sqlWithARollbackThatDoesNothing(String changeset) {
    assertThat(sql(changeset))
        .isEqualTo(
            "the rollback of changeset m:1 holds no statement (write --rollback empty if nothing is"
                + " to be undone)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<createTable tableName='t'><column name='a' type='int'/></createTable>",
        "<addColumn tableName='t'><column name='b' type='int'/></addColumn>",
        "<createIndex tableName='t' indexName='i'><column name='a'/></createIndex>",
        "<renameTable oldTableName='t' newTableName='u'/>",
        "<addNotNullConstraint tableName='t' columnName='a'/>",
        "<empty/>",
        "<sql dbms='oracle'>SELECT 1 FROM dual</sql>",
        "<sql>SELECT 1</sql><rollback><empty/></rollback>",
        "<sql>SELECT 1</sql><rollback>empty</rollback>",
        "<sql>SELECT 1</sql><rollback>not required</rollback>",
        "<dropTable tableName='t'/><rollback>CREATE TABLE t (a int);</rollback>",
        "<dropTable tableName='t'/><rollback><sqlFile path='undo.sql'/></rollback>",
        "<dropTable tableName='t'/><rollback>-- first\n<sql>SELECT 1</sql></rollback>",
        "<dropTable tableName='t'/><rollback><createTable tableName='t'><column name='a'"
            + " type='int'/></createTable></rollback>",
      })
  void xmlThatCanBeUndone(String changes) {
    assertThat(xml(changes)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<dropTable tableName='t'/>",
        "<createTable tableName='u'><column name='a' type='int'/></createTable><dropTable"
            + " tableName='t'/>",
      })
  void xmlWithAChangeWithoutAnAutomaticRollback(String changes) {
    assertThat(xml(changes)).isEqualTo("changeset m:1 (dropTable) has no rollback" + XML_REMEDY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<rollback/>",
        "<rollback></rollback>",
        "<rollback>   </rollback>",
        "<rollback><!-- nothing to undo --></rollback>",
        "<rollback><comment>nothing to undo</comment></rollback>",
        "<rollback><sql dbms='oracle'>DROP TABLE t</sql></rollback>",
        "<rollback><comment>on the other one only</comment><sql dbms='!postgresql'>DROP TABLE"
            + " t</sql></rollback>",
      })
  void xmlThatSaysThatNothingIsToBeUndone(String rollback) {
    assertThat(xml("<sql>SELECT 1</sql>" + rollback)).isEmpty();
    assertThat(xml("<dropTable tableName='t'/>" + rollback)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<rollback>-- DROP TABLE t</rollback>",
        "<rollback><sql>/* later */</sql></rollback>",
        "<rollback><sqlFile path='nothing.sql'/></rollback>",
        "<rollback><comment>later</comment><sql>;</sql></rollback>",
      })
  void xmlWithARollbackThatDoesNothing(String rollback) {
    var why =
        "the rollback of changeset m:1 holds no statement (write <rollback/> if nothing is to be"
            + " undone)";
    assertThat(xml("<sql>SELECT 1</sql>" + rollback)).isEqualTo(why);
    assertThat(
            xml(
                "<createTable tableName='t'><column name='a' type='int'/></createTable>"
                    + rollback))
        .isEqualTo(why);
  }

  @Test
  void otherChangesWithoutAnAutomaticRollbackAreNamed() {
    assertThat(xml("<insert tableName='t'><column name='a' value='1'/></insert>"))
        .isEqualTo("changeset m:1 (insert) has no rollback" + XML_REMEDY);
    assertThat(xml("<loadData tableName='t' file='t.csv'/>"))
        .isEqualTo("changeset m:1 (loadData) has no rollback" + XML_REMEDY);
    assertThat(xml("<sqlFile path='undo.sql'/>"))
        .isEqualTo("changeset m:1 (sqlFile) has no rollback" + XML_REMEDY);
    assertThat(xml("<createProcedure>CREATE PROCEDURE p() LANGUAGE sql AS ''</createProcedure>"))
        .isEqualTo("changeset m:1 (createProcedure) has no rollback" + XML_REMEDY);
    assertThat(xml("<modifyDataType tableName='t' columnName='a' newDataType='bigint'/>"))
        .isEqualTo("changeset m:1 (modifyDataType) has no rollback" + XML_REMEDY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rollback: DROP TABLE t",
        "rollback: empty",
        "rollback: [{empty: {}}]",
        "rollback: [\"DROP TABLE t; DROP TABLE u\"]",
        "rollback: [{dropTable: {tableName: t}}, {sql: {sql: SELECT 1}}]"
      })
  void yamlThatCanBeUndone(String rollback) {
    assertThat(yaml(rollback)).isEmpty();
    assertThat(json(rollback)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rollback:",
        "rollback: ~",
        "rollback: ''",
        "rollback: []",
        "rollback: {}",
        "rollback: [{comment: nothing to undo}]",
        "rollback: [{sql: {dbms: h2, sql: SELECT 1}}]",
      })
  void yamlThatSaysThatNothingIsToBeUndone(String rollback) {
    assertThat(yaml(rollback)).isEmpty();
    assertThat(json(rollback)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rollback: [{sql: ''}]", "rollback: '-- none'", "rollback: {sql: ' ; '}"})
  void yamlWithARollbackThatDoesNothing(String rollback) {
    assertThat(yaml(rollback))
        .isEqualTo(
            "the rollback of changeset m:1 holds no statement (write rollback: [] if nothing is"
                + " to be undone)");
    assertThat(json(rollback))
        .isEqualTo(
            "the rollback of changeset m:1 holds no statement (write \"rollback\": [] if"
                + " nothing is to be undone)");
  }

  @Test
  void aRollbackMayBeThatOfAnotherChangeset() {
    var parsed =
        Changelogs.parse(
            "1.yaml",
            """
            databaseChangeLog:
              - changeSet:
                  id: make
                  author: m
                  changes:
                    - createTable: {tableName: t, columns: [{column: {name: a, type: int}}]}
              - changeSet:
                  id: drop
                  author: m
                  changes:
                    - dropTable: {tableName: t}
                  rollback:
                    changeSetId: make
                    changeSetAuthor: m
            """);

    assertThat(parsed.irreversible()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "changeSetId:make-legacy changeSetAuthor:ops changeSetPath:001_legacy.sql",
        "changesetid:make-legacy changesetauthor:ops changesetpath:001_legacy.sql",
        "changeSetId:make-legacy changeSetAuthor:ops\n--rollback changeSetPath:001_legacy.sql",
      })
  void aRollbackByAnotherFileCanBeAppliedAndSaysWhyItCannotBeUndone(String reference) {
    assertThat(sql("DROP TABLE legacy;\n--rollback " + reference))
        .isEqualTo(
            "changeset m:1: its rollback is changeset ops:make-legacy of 001_legacy.sql, which does"
                + " not stand above it in this file (write its statements as the rollback)");
    assertThat(
            yaml(
                "rollback: {changeSetId: make-legacy, changeSetAuthor: ops, changeSetPath:"
                    + " 001_legacy.sql}"))
        .isEqualTo(
            "changeset m:1: its rollback is changeset ops:make-legacy of 001_legacy.sql, which does"
                + " not stand above it in this file (write its statements as the rollback)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " changesetPath:1.sql", " changesetPath:1.SQL", " changesetPath:./1.sql"})
  void aRollbackByAChangesetAboveIsFound(String path) {
    var sql =
        """
        --liquibase formatted sql
        --changeset "Ops Team":"make it"
        CREATE TABLE legacy (id int);
        --rollback DROP TABLE legacy;
        --changeset ops:make
        CREATE TABLE legacy2 (id int);
        --rollback DROP TABLE legacy2;
        --changeset ops:drop
        DROP TABLE legacy2;
        --rollback changesetId:MAKE changesetAuthor:ops%s
        """;

    var parsed = Changelogs.parse("1.sql", sql.formatted(path));

    assertThat(parsed.irreversible()).isEmpty();
    assertThat(parsed.changesets().getLast().rollback()).hasSize(1);
  }

  @Test
  void aRollbackByAChangesetBelowIsNone() {
    assertThat(
            sql(
                "DROP TABLE legacy;\n--rollback changesetId:2 changesetAuthor:m\n--changeset m:2\n"
                    + "SELECT 1;\n--rollback empty"))
        .startsWith("changeset m:1: its rollback is changeset m:2 of 1.sql, which does not stand");
  }

  @Test
  void theFirstChangesetWithoutARollbackIsNamed() {
    var parsed =
        Changelogs.parse(
            "1.sql",
            """
            --liquibase formatted sql
            --changeset m:a
            SELECT 1;
            --rollback empty
            --changeset m:b
            SELECT 2;
            --changeset m:c
            SELECT 3;
            """);

    assertThat(parsed.irreversible())
        .contains(
            "changeset m:b (sql) has no rollback (write --rollback empty if nothing is to be undone)");
    assertThat(parsed.changesets().stream().map(it -> it.irreversible().isPresent()).toList())
        .isEqualTo(List.of(false, true, true));
  }

  private static String sql(String changeset) {
    return why("1.sql", "--liquibase formatted sql\n--changeset m:1\n" + changeset + "\n");
  }

  private static String xml(String changes) {
    return why(
        "1.xml",
        "<databaseChangeLog xmlns='"
            + Changelogs.XML_NAMESPACE
            + "'><changeSet id='1' author='m'>"
            + changes
            + "</changeSet></databaseChangeLog>");
  }

  private static String yaml(String rollback) {
    return why(
        "1.yaml",
        "databaseChangeLog:\n- changeSet:\n    id: 1\n    author: m\n    changes:\n"
            + "    - dropTable: {tableName: t}\n    "
            + rollback
            + "\n");
  }

  private static String json(String rollback) {
    return why(
        "1.json",
        "{\"databaseChangeLog\": [{\"changeSet\": {\"id\": 1, \"author\": \"m\", \"changes\":"
            + " [{\"dropTable\": {\"tableName\": \"t\"}}], "
            + rollback
            + "}}]}");
  }

  private static String why(String path, String content) {
    return Changelogs.parse(
            path,
            content,
            Map.of("undo.sql", "SELECT 1;", "nothing.sql", "-- nothing\n;", "t.csv", "a\n1\n"))
        .irreversible()
        .orElse("");
  }
}
