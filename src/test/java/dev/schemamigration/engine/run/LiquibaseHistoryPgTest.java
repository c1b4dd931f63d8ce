package dev.schemamigration.engine.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.changelog.StandardChangeLogHistoryService;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.util.LiquibaseUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Liquibase itself, run on the tracking schema, finds every changeset that was applied. */
class LiquibaseHistoryPgTest {
  private static final Map<String, String> FILES =
      files(
          "1_sql.sql",
          """
          --liquibase formatted sql
          -- First.
          -- revision: 1
          --property name:word value:hello
          --changeset m:a labels:x context:y
          CREATE TABLE t (a int, w text DEFAULT '${word}'); -- semicolons; in comments
          --rollback DROP TABLE t;
          --changeset m:b runInTransaction:false
          --comment built beside others
          CREATE INDEX CONCURRENTLY i ON t (a);
          --rollback DROP INDEX CONCURRENTLY i;
          --changeset m:c dbms:oracle
          SELECT 1 FROM dual;
          --changeset m:d
          --preconditions onFail:MARK_RAN
          --precondition-sql-check expectedResult:1 SELECT 0
          SELECT 1;
          /* liquibase rollback
          SELECT 1; -- first
          SELECT 2;
          */
          """,
          "2_plain.sql",
          "CREATE TABLE plain (a int);\nINSERT INTO plain VALUES (1);\n",
          "3_it.xml",
          """
          <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
              xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
              xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
            <changeSet id="1" author="m">
              <createTable tableName="x">
                <column name="id" type="int" autoIncrement="true"><constraints primaryKey="true"/></column>
              </createTable>
              <sqlFile path="scripts/s.sql"/>
              <rollback>DROP TABLE s; DROP TABLE x</rollback>
              <modifySql><append value=" "/></modifySql>
            </changeSet>
            <changeSet id="2" author="m" logicalFilePath="elsewhere/name.xml">
              <loadData tableName="x" file="rows.csv"/>
            </changeSet>
          </databaseChangeLog>
          """,
          "4_it.yaml",
          """
          databaseChangeLog:
            - changeSet:
                id: 1
                author: m
                changes:
                  - createTable:
                      tableName: y
                      columns: [{column: {name: d, type: date, defaultValueDate: 2020-01-02}}]
                  - sql: "INSERT INTO y DEFAULT VALUES; SELECT 2"
                rollback:
                  - dropTable: {tableName: y}
          """,
          "5_it.json",
          """
          {"databaseChangeLog": [{"changeSet": {"id": "1", "author": "m", "changes": [
            {"addColumn": {"tableName": "y", "columns": [
              {"column": {"name": "n", "type": "numeric(5,2)", "defaultValueNumeric": 1.5}}]}}]}}]}
          """,
          "scripts/s.sql",
          "CREATE TABLE s (a int);\n-- ;\nINSERT INTO s VALUES (1);\n",
          "rows.csv",
          "id\n7\n8\n");

  @TempDir Path folder;

  @Test
  void nothingIsLeftForLiquibaseToDo() throws Exception {
    var fixture = new MigrationFixture(TestPostgres.newest().createDatabase());
    for (var file : FILES.entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    assertThat(fixture.migrate(FILES, "head").fault()).isEmpty();
    var recorded = history(fixture.database);

    var unrun = new ArrayList<String>();
    for (var name : List.of("1_sql.sql", "2_plain.sql", "3_it.xml", "4_it.yaml", "5_it.json")) {
      unrun.addAll(unrun(fixture.database, name));
    }

    assertThat(unrun).isEmpty();
    assertThat(history(fixture.database)).isEqualTo(recorded);
    assertThat(recorded).hasSize(8);
    assertThat(
            fixture.database.rows(
                "SELECT DISTINCT liquibase FROM schema_migration.databasechangelog"))
        .as("the version that Liquibase itself would record")
        .containsExactly(LiquibaseUtil.getBuildVersion());
  }

  private List<String> unrun(TestDatabase database, String name) throws Exception {
    try (var connection = database.connect();
        var files = new DirectoryResourceAccessor(folder)) {
      var postgres = new PostgresDatabase();
      postgres.setConnection(new JdbcConnection(connection));
      postgres.setLiquibaseSchemaName("schema_migration");
      var own = new StandardChangeLogHistoryService();
      own.setDatabase(postgres);
      return Scope.child(
          Map.of("liquibase.analytics.enabled", false),
          () -> {
            assertThat(own.getRanChangeSets()).hasSize(8);
            return new Liquibase(name, files, postgres)
                .listUnrunChangeSets(new Contexts(), new LabelExpression()).stream()
                    .map(it -> it.toString(false))
                    .toList();
          });
    }
  }

  private static List<String> history(TestDatabase database) {
    return database.rows(
        "SELECT filename, id, author, exectype, md5sum, orderexecuted, dateexecuted"
            + " FROM schema_migration.databasechangelog ORDER BY orderexecuted");
  }
}
