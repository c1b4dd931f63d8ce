package dev.schemamigration.engine.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The effect of Liquibase's attributes and elements in a changelog. */
class ChangelogSemanticsPgTest {
  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "onFail:HALT|1|0|fault",
        "onFail:CONTINUE|1|0|",
        "onFail:MARK_RAN|1|0|MARK_RAN",
        "onFail:WARN|1|0|EXECUTED",
        "|1|0|fault",
        "onFail:HALT|0|0|EXECUTED",
      })
  void aPreconditionThatFailsDoesWhatItSays(
      String options, String expected, String result, String type) {
    var report = fixture.migrate(conditional(options, expected, "SELECT " + result), "head");

    outcome(report, type, "precondition failed: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "onError:HALT|fault",
        "onError:CONTINUE|",
        "onError:MARK_RAN|MARK_RAN",
        "onError:WARN|EXECUTED",
        "onFail:MARK_RAN|fault",
      })
  void aPreconditionThatCannotBeAskedDoesWhatItSays(String options, String type) {
    var report =
        fixture.migrate(conditional(options, "0", "SELECT count(*) FROM not_there"), "head");

    outcome(report, type, "precondition failed: ");
  }

  private static Map<String, String> conditional(String options, String expected, String question) {
    return files(
        "1_maybe.sql",
        """
        --liquibase formatted sql
        --changeset m:before
        CREATE TABLE before_it ();
        --rollback DROP TABLE before_it;
        --changeset m:it
        --preconditions %s
        --precondition-sql-check expectedResult:%s %s
        CREATE TABLE it ();
        --rollback DROP TABLE it;
        --changeset m:after
        CREATE TABLE after_it ();
        --rollback DROP TABLE after_it;
        """
            .formatted(options == null ? "" : options, expected, question));
  }

  private void outcome(Report report, String type, String message) {
    if ("fault".equals(type)) {
      assertThat(report.fault().orElseThrow().reason()).isEqualTo(Reason.MigrationFailed);
      assertThat(report.fault().orElseThrow().message())
          .startsWith("revision 1, changeset m:it: " + message);
      assertThat(tables()).isEmpty();
      return;
    }
    assertThat(report.fault()).isEmpty();
    assertThat(recorded("it")).isEqualTo(type == null ? List.of() : List.of(type));
    assertThat(tables())
        .isEqualTo(
            "EXECUTED".equals(type)
                ? List.of("after_it", "before_it", "it")
                : List.of("after_it", "before_it"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aChangesetForOthersOnlyLeavesNoRowAndAnInvalidOneIsMarkedIfItSaysSo(boolean transaction) {
    var files =
        files(
            "1_x.yaml",
            """
            databaseChangeLog:
            - changeSet:
                id: other
                author: m
                runInTransaction: %1$s
                changes: [{sql: {dbms: h2, sql: SELECT 1}}, {sql: {dbms: h2, sql: SELECT 2}}]
            - changeSet:
                id: invalid
                author: m
                runInTransaction: %1$s
                onValidationFail: MARK_RAN
                changes: [{addColumn: {tableName: shelf}}, {dropTable: {tableName: shelf}}]
            - changeSet:
                id: lamp
                author: m
                runInTransaction: %1$s
                changes: [{sql: "CREATE TABLE lamp ();\\n/\\nCREATE TABLE shade ()\\nGO\\n"}]
                rollback: "DROP TABLE lamp\\n/\\nDROP TABLE shade\\n"
            """
                .formatted(transaction));

    assertThat(fixture.migrate(files, "head").fault()).isEmpty();
    assertThat(
            fixture.database.rows(
                "SELECT id, exectype FROM schema_migration.databasechangelog ORDER BY 1"))
        .containsExactly("invalid\tMARK_RAN", "lamp\tEXECUTED");
    assertThat(tables()).containsExactly("lamp", "shade");
    assertThat(fixture.migrate(files, "base").fault()).isEmpty();
    assertThat(tables()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"onFail:CONTINUE", "onFail:MARK_RAN", "onFail:WARN"})
  void whatWasLeftOutIsNotUndone(String options) {
    var files = conditional(options, "1", "SELECT 0");
    fixture.migrate(files, "head");

    assertThat(fixture.migration.inspect(fixture.request(files, "head")).outcome())
        .isEqualTo(new Outcome.Settled());
    assertThat(fixture.migrate(files, "base").fault()).isEmpty();
    assertThat(tables()).isEmpty();
    assertThat(fixture.database.rows("SELECT * FROM schema_migration.databasechangelog")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"onFail:CONTINUE", "onFail:MARK_RAN", "onFail:WARN"})
  void whatWasLeftOutNeedsNoRollback(String options) {
    var files = conditional(options, "1", "SELECT 0");
    files.replaceAll((path, text) -> text.replace("--rollback DROP TABLE it;\n", ""));
    fixture.migrate(files, "head");

    var report = fixture.migrate(files, "base");

    if (options.equals("onFail:WARN")) {
      assertThat(report.fault())
          .contains(
              new Fault(
                  Reason.Irreversible,
                  "revision 1 cannot be undone: changeset m:it (sql) has no rollback (write --rollback empty if nothing is to be undone); choose a"
                      + " target that keeps it"));
    } else {
      assertThat(report.fault()).isEmpty();
      assertThat(tables()).isEmpty();
    }
  }

  @Test
  void preconditionsFindWhatTheServerHasUnderACutName() {
    var it = "n".repeat(70);
    fixture.database.execute(
        "CREATE TABLE t%1$s (c%1$s int CONSTRAINT p%1$s PRIMARY KEY, u%1$s int CONSTRAINT q%1$s UNIQUE, f int CONSTRAINT f%1$s REFERENCES t%1$s)"
            .formatted(it),
        "CREATE INDEX i%1$s ON t%1$s (f)".formatted(it),
        "CREATE VIEW v%s AS SELECT 1 AS one".formatted(it),
        "CREATE SEQUENCE s%s".formatted(it));
    var report =
        fixture.migrate(
            files(
                "1_all.xml",
                """
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
                  <changeSet id="1" author="m">
                    <preConditions>
                      <tableExists tableName="tNAME"/>
                      <columnExists tableName="tNAME" columnName="cNAME"/>
                      <viewExists viewName="vNAME"/>
                      <sequenceExists sequenceName="sNAME"/>
                      <indexExists indexName="iNAME" tableName="tNAME"/>
                      <primaryKeyExists primaryKeyName="pNAME" tableName="tNAME"/>
                      <uniqueConstraintExists tableName="tNAME" columnNames="uNAME"/>
                      <uniqueConstraintExists tableName="tNAME" constraintName="qNAME"/>
                      <foreignKeyConstraintExists foreignKeyTableName="tNAME" foreignKeyName="fNAME"/>
                      <rowCount tableName="tNAME" expectedRows="0"/>
                      <tableIsEmpty tableName="tNAME"/>
                    </preConditions>
                    <createTable tableName="doneNAME"><column name="id" type="int"/></createTable>
                  </changeSet>
                </databaseChangeLog>
                """
                    .replace("NAME", it)),
            "head");

    assertThat(report.fault()).isEmpty();
    assertThat(tables()).contains("done" + it.substring(11));
  }

  @Test
  void preconditionsOfEveryKindAskTheDatabase() {
    fixture.database.execute(
        "CREATE TABLE t (id int PRIMARY KEY, u int CONSTRAINT t_u UNIQUE, f int CONSTRAINT t_f"
            + " REFERENCES t)",
        "CREATE INDEX t_i ON t (f)",
        "CREATE VIEW v AS SELECT 1 AS one",
        "CREATE SEQUENCE s",
        "CREATE TABLE rows AS SELECT generate_series(1, 3) AS n");
    var report =
        fixture.migrate(
            files(
                "1_all.xml",
                """
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
                  <property name="known" value="yes"/>
                  <preConditions>
                    <dbms type="postgresql"/>
                    <runningAs username="%s"/>
                  </preConditions>
                  <changeSet id="1" author="m">
                    <preConditions>
                      <tableExists tableName="t"/>
                      <columnExists tableName="t" columnName="u"/>
                      <viewExists viewName="v"/>
                      <sequenceExists sequenceName="s"/>
                      <indexExists indexName="t_i" tableName="t"/>
                      <primaryKeyExists tableName="t"/>
                      <uniqueConstraintExists tableName="t" columnNames="u"/>
                      <foreignKeyConstraintExists foreignKeyTableName="t" foreignKeyName="t_f"/>
                      <rowCount tableName="rows" expectedRows="3"/>
                      <tableIsEmpty tableName="t"/>
                      <changeLogPropertyDefined property="given" value="x"/>
                      <not>
                        <changeLogPropertyDefined property="PATH"/>
                      </not>
                      <or>
                        <tableExists tableName="not_there"/>
                        <sqlCheck expectedResult="1">SELECT 1 /* ; */;</sqlCheck>
                      </or>
                    </preConditions>
                    <sql>CREATE TABLE done ()</sql>
                    <rollback>DROP TABLE done</rollback>
                  </changeSet>
                </databaseChangeLog>
                """
                    .formatted(fixture.database.user())),
            "head",
            new Parameter("given", "x", false));

    assertThat(report.fault()).isEmpty();
    assertThat(tables()).contains("done");
  }

  @Test
  void aPreconditionOfTheWholeFileStopsAllOfIt() {
    var xml =
        """
        <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
          <preConditions %s>
            <tableExists tableName="not_there"/>
          </preConditions>
          <changeSet id="1" author="m" runInTransaction="%s">
            <createTable tableName="t"><column name="a" type="int"/></createTable>
          </changeSet>
        </databaseChangeLog>
        """;

    for (var inTransaction : new String[] {"true", "false"}) {
      var report = fixture.migrate(files("1_never.xml", xml.formatted("", inTransaction)), "head");

      assertThat(report.fault())
          .contains(
              new Fault(
                  Reason.MigrationFailed,
                  "revision 1: precondition failed: Table public.not_there does not exist"));
      assertThat(tables()).isEmpty();
      assertThat(report.heads()).contains(Heads.BASE);
    }
    assertThat(
            fixture
                .migrate(files("1_never.xml", xml.formatted("onFail=\"WARN\"", "true")), "head")
                .fault())
        .isEmpty();
  }

  @Test
  void aPreconditionCannotSmuggleAStatementInAName() {
    var report =
        fixture.migrate(
            files(
                "1_smuggle.yaml",
                """
                databaseChangeLog:
                  - changeSet:
                      id: 1
                      author: m
                      preConditions:
                        - rowCount: {tableName: 'x"; CREATE TABLE Smuggled (); --', expectedRows: 0}
                      changes:
                        - sql: SELECT 1
                      rollback: empty
                """),
            "head");

    assertThat(report.fault().orElseThrow().message())
        .isEqualTo(
            "revision 1, changeset m:1: precondition failed: more than one statement is not"
                + " allowed; a precondition is one query; write one SELECT");
    assertThat(tables()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "runInTransaction:false"})
  void aChangesetThatMayFailIsLeftOutWhenItDoes(String attribute) {
    var files =
        files(
            "1_may_fail.sql",
            """
            --liquibase formatted sql
            --changeset m:good
            CREATE TABLE good ();
            --rollback DROP TABLE good;
            --changeset m:it failOnError:false %s
            CREATE TABLE it ();
            CREATE TABLE good ();
            --rollback DROP TABLE IF EXISTS it;
            --changeset m:last
            CREATE TABLE last_one ();
            --rollback DROP TABLE last_one;
            """
                .formatted(attribute));

    var report = fixture.migrate(files, "head");

    assertThat(report.fault()).isEmpty();
    assertThat(recorded("it")).isEmpty();
    assertThat(tables())
        .isEqualTo(
            attribute.isEmpty() ? List.of("good", "last_one") : List.of("good", "it", "last_one"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--changeset m:it failOnError:false\nALTER TABLE busy ADD COLUMN b int;\n",
        "--changeset m:it\n--preconditions onError:MARK_RAN\n--precondition-sql-check"
            + " expectedResult:0 SELECT count(*) FROM busy\nALTER TABLE busy ADD COLUMN b int;\n",
        "--changeset m:it\n--preconditions onError:WARN\n--precondition-sql-check"
            + " expectedResult:0 SELECT count(*) FROM busy\nALTER TABLE busy ADD COLUMN b int;\n",
      })
  void aLockIsNoFailureThatAnAuthorCouldForesee(String changeset) throws Exception {
    fixture.database.execute("CREATE TABLE busy (a int)");
    var request =
        MigrationFixture.with(
            fixture.request(
                files(
                    "1_busy.sql", "--liquibase formatted sql\n" + changeset + "--rollback empty\n"),
                "head"),
            new Execution(
                Execution.TransactionScope.REVISION,
                Duration.ofMillis(100),
                Duration.ZERO,
                Duration.ofMinutes(1)));
    var waits = new AtomicInteger();

    try (var holder = fixture.database.connect();
        var statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("LOCK TABLE busy IN ACCESS EXCLUSIVE MODE");
      var report =
          fixture.migration.migrate(
              request,
              new RunListener() {
                @Override
                public void blocked(List<LockHolder> holders, String message) {
                  waits.incrementAndGet();
                  letGo(holder);
                }
              },
              new Cancellation());

      assertThat(report.fault()).isEmpty();
    }
    assertThat(waits.get()).isPositive();
    assertThat(recorded("it")).containsExactly("EXECUTED");
  }

  private static void letGo(Connection holder) {
    try {
      holder.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void onlyWhatConcernsPostgresRunsAndContextsHoldNothingBack() {
    var report =
        fixture.migrate(
            files(
                "1_filters.xml",
                """
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
                  <changeSet id="1" author="m" dbms="oracle, h2"><sql>CREATE TABLE a ()</sql></changeSet>
                  <changeSet id="2" author="m" dbms="!postgresql"><sql>CREATE TABLE b ()</sql></changeSet>
                  <changeSet id="3" author="m" dbms="postgresql, h2"><sql>CREATE TABLE c ()</sql></changeSet>
                  <changeSet id="4" author="m" context="production and !test" labels="x"><sql>CREATE TABLE d ()</sql></changeSet>
                  <changeSet id="5" author="m" ignore="true"><sql>CREATE TABLE e ()</sql></changeSet>
                  <changeSet id="6" author="m"><sql dbms="h2">CREATE TABLE f ()</sql><sql dbms="postgresql">CREATE TABLE g ()</sql></changeSet>
                  <changeSet id="7" author="m" runOrder="first"><sql>CREATE TABLE h AS SELECT count(*) FROM pg_tables WHERE schemaname = 'public'</sql></changeSet>
                </databaseChangeLog>
                """,
                "2_filters.sql",
                """
                --liquibase formatted sql
                --changeset m:1 dbms:h2
                CREATE TABLE i ();
                --changeset m:2 dbms:postgresql contextFilter:"a or b" labels:"y, z"
                CREATE TABLE j ();
                """),
            "head");

    assertThat(report.fault()).isEmpty();
    assertThat(tables()).containsExactly("c", "d", "g", "h", "j");
    assertThat(fixture.database.one("SELECT count FROM h")).isEqualTo("0");
    assertThat(
            fixture.database.rows(
                "SELECT id, contexts, labels FROM schema_migration.databasechangelog"
                    + " WHERE filename = '2_filters.sql'"))
        .containsExactly("2\t(a or b)\ty,z");
  }

  @Test
  void modificationsApplyToWhatTheySay() {
    var files =
        files(
            "1_modified.xml",
            """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
              <changeSet id="1" author="m">
                <createTable tableName="t"><column name="a" type="int"/></createTable>
                <sql>CREATE TABLE placeholder_u (a int); CREATE TABLE placeholder_v (a int)</sql>
                <rollback>DROP TABLE placeholder_v; DROP TABLE placeholder_u; DROP TABLE t</rollback>
                <modifySql dbms="postgresql" applyToRollback="true">
                  <replace replace="placeholder_" with="real_"/>
                </modifySql>
                <modifySql dbms="h2">
                  <append value=" nonsense"/>
                </modifySql>
                <modifySql>
                  <regExpReplace replace="\\\\ba int\\\\b" with="a bigint"/>
                  <append value=" WITH (fillfactor = 50)"/>
                  <prepend value="/* changed */ "/>
                </modifySql>
              </changeSet>
            </databaseChangeLog>
            """
                .replace("\\\\b", "\\b"));

    assertThat(fixture.migrate(files, "head").fault()).isEmpty();
    assertThat(
            fixture.database.rows(
                "SELECT relname, reloptions, format_type(atttypid, atttypmod) FROM pg_class JOIN"
                    + " pg_attribute ON attrelid = pg_class.oid WHERE relnamespace ="
                    + " 'public'::regnamespace AND attname = 'a' ORDER BY 1"))
        .containsExactly(
            "real_u\t{fillfactor=50}\tbigint",
            "real_v\t{fillfactor=50}\tbigint",
            "t\t{fillfactor=50}\tinteger");
    assertThat(fixture.migrate(files, "base").fault()).isEmpty();
    assertThat(tables()).isEmpty();
  }

  @Test
  void quotingFollowsTheChangesetsStrategy() {
    var files =
        files(
            "1_quoted.xml",
            """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
              <changeSet id="1" author="m" objectQuotingStrategy="QUOTE_ALL_OBJECTS">
                <createTable tableName="UPPER"><column name="A" type="int"/></createTable>
              </changeSet>
              <changeSet id="2" author="m">
                <createTable tableName="LOWER"><column name="A" type="int"/></createTable>
                <createTable tableName="mixedCase"><column name="order" type="int"/></createTable>
              </changeSet>
            </databaseChangeLog>
            """);

    assertThat(fixture.migrate(files, "head").fault()).isEmpty();
    assertThat(tables()).containsExactly("UPPER", "lower", "mixedCase");
    assertThat(fixture.migrate(files, "base").fault()).isEmpty();
    assertThat(tables()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"xml", "yaml", "json"})
  void changesWithAnInverseAreUndoneByThemselves(String format) {
    var files = files("1_auto." + format, automatic(format));

    assertThat(fixture.migrate(files, "head").fault()).isEmpty();
    assertThat(tables()).containsExactly("renamed");
    assertThat(
            fixture.database.rows(
                "SELECT indexname FROM pg_indexes WHERE tablename = 'renamed' ORDER BY 1"))
        .containsExactly("by_name", "things_pkey");
    assertThat(fixture.migrate(files, "base").fault()).isEmpty();
    assertThat(tables()).isEmpty();
  }

  private static String automatic(String format) {
    return switch (format) {
      case "xml" ->
          """
          <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
              xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
              xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://127.0.0.1:1/x.xsd">
            <changeSet id="1" author="m">
              <createTable tableName="things">
                <column name="id" type="int"><constraints primaryKey="true"/></column>
              </createTable>
              <addColumn tableName="things"><column name="name" type="text"/></addColumn>
              <createIndex tableName="things" indexName="by_name"><column name="name"/></createIndex>
              <renameTable oldTableName="things" newTableName="renamed"/>
            </changeSet>
          </databaseChangeLog>
          """;
      case "yaml" ->
          """
          databaseChangeLog:
            - changeSet:
                id: 1
                author: m
                changes:
                  - createTable:
                      tableName: things
                      columns:
                        - column: {name: id, type: int, constraints: {primaryKey: true}}
                  - addColumn: {tableName: things, columns: [{column: {name: name, type: text}}]}
                  - createIndex: {tableName: things, indexName: by_name, columns: [{column: {name: name}}]}
                  - renameTable: {oldTableName: things, newTableName: renamed}
          """;
      default ->
          """
          {"databaseChangeLog": [{"changeSet": {"id": "1", "author": "m", "changes": [
            {"createTable": {"tableName": "things", "columns": [
              {"column": {"name": "id", "type": "int", "constraints": {"primaryKey": true}}}]}},
            {"addColumn": {"tableName": "things", "columns": [{"column": {"name": "name", "type": "text"}}]}},
            {"createIndex": {"tableName": "things", "indexName": "by_name", "columns": [{"column": {"name": "name"}}]}},
            {"renameTable": {"oldTableName": "things", "newTableName": "renamed"}}]}}]}
          """;
    };
  }

  private List<String> tables() {
    return fixture.database.rows(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
  }

  private List<String> recorded(String id) {
    return fixture.database.rows(
        "SELECT exectype FROM schema_migration.databasechangelog WHERE id = '" + id + "'");
  }
}
