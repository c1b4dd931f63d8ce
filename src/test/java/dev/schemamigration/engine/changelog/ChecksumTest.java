package dev.schemamigration.engine.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.engine.liquibase.BundleResourceAccessor;
import dev.schemamigration.engine.liquibase.LiquibaseScope;
import dev.schemamigration.engine.liquibase.SessionDatabase;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import liquibase.ChecksumVersion;
import liquibase.Scope;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.parser.ChangeLogParserFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded checksums are those that Liquibase itself records for the same file. */
class ChecksumTest {
  private static final Map<String, byte[]> FILES =
      Map.of(
          "script.sql", "SELECT 1;\n-- two\nSELECT '${a}';\n".getBytes(StandardCharsets.UTF_8),
          "rows.csv", "a,b\n1,x\n".getBytes(StandardCharsets.UTF_8));

  static Stream<Arguments> changelogs() {
    return Stream.of(
        Arguments.of(
            "1.sql",
            """
            --liquibase formatted sql
            --property name:a value:b

            --changeset m:plain
            CREATE TABLE t (a int); -- a comment
              INSERT INTO t VALUES ('${a}');
            --rollback DROP TABLE t;

            --changeset m:odd splitStatements:false stripComments:false endDelimiter:/ labels:x context:y
            DO $$ BEGIN PERFORM 1; END $$
            /
            --changeset m:lines
            SELECT 'one
            two';
            --property name:c value:d
            /* liquibase rollback
            SELECT 1; -- this
            SELECT 2;
            */
            --ignoreLines:2
            nonsense
            nonsense
            --changeset m:conditions dbms:postgresql
            --preconditions onFail:MARK_RAN
            --precondition-sql-check expectedResult:0 SELECT count(*) FROM t
            --comment what it does
            SELECT 3;
            """),
        Arguments.of("2_plain.sql", "CREATE TABLE t (a int);\nSELECT ';';\n"),
        Arguments.of(
            "1.xml",
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                  http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-4.33.xsd">
              <property name="a" value="b"/>
              <changeSet id="1" author="m" logicalFilePath="elsewhere.xml">
                <preConditions onFail="MARK_RAN"><not><tableExists tableName="t"/></not></preConditions>
                <comment>what it does</comment>
                <createTable tableName="t" remarks="a &amp; b">
                  <column name="id" type="bigint" autoIncrement="true">
                    <constraints primaryKey="true" nullable="false"/>
                  </column>
                  <column name="at" type="timestamp" defaultValueComputed="now()"/>
                  <column name="n" type="numeric(10,2)" defaultValueNumeric="1.5"/>
                </createTable>
                <sql endDelimiter=";"><![CDATA[ SELECT '${a}' WHERE 1 < 2;
                   SELECT 2 ]]></sql>
                <rollback>DROP TABLE t; SELECT ';'</rollback>
                <modifySql dbms="postgresql"><append value=" "/></modifySql>
                <modifySql dbms="oracle"><append value=" TABLESPACE x"/></modifySql>
              </changeSet>
              <changeSet id="2" author="m">
                <sqlFile path="script.sql" relativeToChangelogFile="true"/>
                <loadData tableName="t" file="rows.csv"><column name="a" type="NUMERIC"/></loadData>
                <createView viewName="v">SELECT * FROM t</createView>
                <createProcedure path="script.sql"/>
                <insert tableName="t"><column name="at" valueDate="2020-01-02T03:04:05"/></insert>
                <update tableName="t"><column name="n" valueNumeric="3"/><where>id = 1</where></update>
                <addForeignKeyConstraint baseTableName="t" baseColumnNames="id" constraintName="f"
                  referencedTableName="u" referencedColumnNames="id" onDelete="CASCADE"/>
              </changeSet>
            </databaseChangeLog>
            """),
        Arguments.of(
            "2.xml",
            """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                  http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-4.33.xsd">
              <property name="a" value="b"/>
              <changeSet id="1" author="m">
                <sql dbms="postgresql">SELECT 1</sql>
                <sql dbms="oracle">SELECT 1 FROM dual</sql>
                <sqlFile path="script.sql" dbms="!mysql"/>
                <createProcedure dbms="postgresql, h2">SELECT 2</createProcedure>
                <insert tableName="t" dbms="mysql"><column name="a" value="x"/></insert>
              </changeSet>
              <changeSet id="2" author="m"><sql dbms="oracle">SELECT 1 FROM dual</sql></changeSet>
            </databaseChangeLog>
            """),
        Arguments.of(
            "1.yaml",
            """
            databaseChangeLog:
              - property: {name: a, value: b}
              - changeSet:
                  id: 1
                  author: m
                  created: 2020-01-02
                  labels: x, y
                  changes:
                    - createTable:
                        tableName: t
                        columns:
                          - column: &id
                              name: id
                              type: int
                              constraints: {primaryKey: true, nullable: false}
                          - column: {name: d, type: date, defaultValueDate: 2020-01-02}
                          - column: {name: n, type: int, defaultValueNumeric: 7}
                          - column: {name: b, type: boolean, defaultValueBoolean: true}
                    - createTable: {tableName: u, columns: [{column: *id}]}
                    - sql: |
                        SELECT '${a}';
                        SELECT 2;
                    - sql: {sql: SELECT 3, splitStatements: false}
                    - insert:
                        tableName: t
                        columns:
                          - column: {name: at, valueDate: 2020-01-02T03:04:05Z}
                          - column: {name: t, valueComputed: now()}
                  rollback:
                    - dropTable: {tableName: u}
                    - sql: DROP TABLE t
            """),
        Arguments.of(
            "1.json",
            """
            {"databaseChangeLog": [
              {"property": {"name": "a", "value": "b"}},
              {"changeSet": {"id": "1", "author": "m", "changes": [
                {"addColumn": {"tableName": "t", "columns": [
                  {"column": {"name": "${a}", "type": "varchar(10)", "defaultValue": "it's"}}]}},
                {"sql": {"sql": "SELECT '${a}'", "comment": "no"}},
                {"sqlFile": {"path": "script.sql"}}],
               "modifySql": {"dbms": "postgresql", "replace": {"replace": "x", "with": "y"}}}}]}
            """));
  }

  @ParameterizedTest
  @MethodSource("changelogs")
  void everyChangesetHasTheChecksumThatLiquibaseGivesIt(String path, String content)
      throws Exception {
    var ours = new LinkedHashMap<String, String>();
    Changelogs.parse(
            path,
            content,
            Map.of(
                "script.sql",
                new String(FILES.get("script.sql"), StandardCharsets.UTF_8),
                "rows.csv",
                new String(FILES.get("rows.csv"), StandardCharsets.UTF_8)))
        .changesets()
        .forEach(it -> ours.put(it.key(), it.checksum()));

    assertThat(ours).isNotEmpty().isEqualTo(liquibases(path, content));
  }

  private static Map<String, String> liquibases(String path, String content) throws Exception {
    var files = new BundleResourceAccessor(FILES).with(path, content);
    return LiquibaseScope.call(
        files,
        () ->
            Scope.child(
                Map.of(Scope.Attr.database.name(), new SessionDatabase()),
                () -> liquibases(path, files)));
  }

  /** With a database in its scope, as every command of Liquibase has it. */
  private static Map<String, String> liquibases(String path, BundleResourceAccessor files)
      throws Exception {
    var checksums = new LinkedHashMap<String, String>();
    var changelog =
        ChangeLogParserFactory.getInstance()
            .getParser(path, files)
            .parse(path, new ChangeLogParameters(new SessionDatabase()), files);
    for (ChangeSet each : changelog.getChangeSets()) {
      each.getSqlVisitors()
          .removeIf(
              it ->
                  it.getApplicableDbms() != null
                      && !it.getApplicableDbms().isEmpty()
                      && !it.getApplicableDbms().contains("postgresql"));
      checksums.put(
          each.getFilePath() + "::" + each.getId() + "::" + each.getAuthor(),
          each.generateCheckSum(ChecksumVersion.latest()).toString());
    }
    return checksums;
  }
}
