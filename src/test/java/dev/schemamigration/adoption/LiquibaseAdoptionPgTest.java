package dev.schemamigration.adoption;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.RealLiquibase;
import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Liquibase itself migrates a database; upgrades and downgrades continue from there. */
class LiquibaseAdoptionPgTest {
  private static final Map<String, String> FILES =
      files(
          "1_users.sql",
          """
          --liquibase formatted sql logicalFilePath:users/initial
          -- revision: 1
          -- down_revision:
          --changeset ann:1
          CREATE TABLE users (id int PRIMARY KEY);
          --rollback DROP TABLE users;
          --changeset ann:2 dbms:oracle
          SELECT 1 FROM dual;
          """,
          "2_mail.yaml",
          """
          # revision: 2
          # down_revision: 1
          databaseChangeLog:
            - changeSet:
                id: mail
                author: bob
                changes:
                  - addColumn:
                      tableName: users
                      columns: [{column: {name: mail, type: text}}]
          """,
          "3_name.xml",
          """
          <!-- revision: 3
               down_revision: 2 -->
          <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
              xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
              xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
            <changeSet id="name" author="bob" logicalFilePath="elsewhere/name.xml">
              <addColumn tableName="users"><column name="name" type="text"/></addColumn>
            </changeSet>
          </databaseChangeLog>
          """,
          "4_kept.sql",
          """
          --liquibase formatted sql
          -- revision: 4
          -- down_revision: 3
          --changeset ann:kept
          --preconditions onFail:MARK_RAN
          --precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_tables WHERE tablename = 'kept'
          CREATE TABLE kept (id int);
          --rollback DROP TABLE kept;
          """);

  private static final ChangesetFilter PROD = new ChangesetFilter(List.of("prod"), "");
  private static final String CONDITIONAL =
      """
      --liquibase formatted sql
      --changeset ann:users
      CREATE TABLE users (id int);
      --rollback DROP TABLE users;
      --changeset ann:sample contextFilter:test labels:demo-data
      INSERT INTO users VALUES (1);
      --rollback DELETE FROM users WHERE 1 / id = 1;
      """;

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @TempDir Path folder;
  private RealLiquibase liquibase;

  @BeforeEach
  void writeTheFiles() {
    liquibase = RealLiquibase.in(folder, fixture.database);
    FILES.forEach(liquibase::write);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void howeverFarLiquibaseWentTheDatabaseGoesOnAndBack(int count) {
    FILES.keySet().stream().limit(count).forEach(liquibase::update);

    var up = fixture.migrate(FILES, "head");

    assertThat(up.fault()).isEmpty();
    assertThat(up.heads()).contains(new Heads(List.of("4")));
    assertThat(fixture.started).hasSize(4 - count);
    var fresh = new MigrationFixture(TestPostgres.newest().createDatabase());
    assertThat(fresh.migrate(FILES, "head").fault()).isEmpty();
    assertThat(picture(fixture)).isEqualTo(picture(fresh));

    var down = fixture.migrate(FILES, "base");

    assertThat(down.fault()).isEmpty();
    assertThat(picture(fixture)).isEmpty();
  }

  @Test
  void aChangesetThatLiquibaseOnlyMarkedAsRunIsNotUndone() {
    fixture.database.execute("CREATE TABLE kept (id int)", "INSERT INTO kept VALUES (7)");
    FILES.keySet().forEach(liquibase::update);
    assertThat(types("public")).endsWith("kept\tMARK_RAN");

    assertThat(fixture.migrate(FILES, "head").fault()).isEmpty();
    assertThat(types("schema_migration")).endsWith("kept\tMARK_RAN");
    assertThat(fixture.migrate(FILES, "base").fault()).isEmpty();

    assertThat(fixture.database.rows("SELECT id FROM kept")).containsExactly("7");
  }

  @Test
  void aChangesetThatLiquibaseRanAgainIsTakenInItsLastForm() {
    var text =
        "--liquibase formatted sql\n--changeset ann:v%s\nCREATE OR REPLACE VIEW v AS SELECT %d AS n;\n";
    liquibase.write("1_view.sql", text.formatted(" runOnChange:true", 1));
    liquibase.update("1_view.sql");
    liquibase.write("1_view.sql", text.formatted(" runOnChange:true", 2));
    liquibase.update("1_view.sql");
    assertThat(types("public")).containsExactly("v\tRERAN");

    var converted = files("1_view.sql", text.formatted("", 2) + "--rollback DROP VIEW v;\n");

    assertThat(fixture.migrate(converted, "head").outcome()).isEqualTo(new Outcome.Settled());
    assertThat(fixture.migrate(converted, "base").fault()).isEmpty();
    assertThat(fixture.database.one("SELECT to_regclass('v')")).isEmpty();
  }

  @Test
  void changesetsThatContextsLeftOutAreNotExpected() {
    liquibase.write("1_users.sql", CONDITIONAL);
    liquibase.update("1_users.sql", PROD);
    var files = files("1_users.sql", CONDITIONAL);

    assertThat(fixture.migrate(files, "head").fault())
        .contains(
            new Fault(
                Reason.AdoptionRefused,
                "spec.adopt: Liquibase (public.databasechangelog) has run only a part of revision"
                    + " \"1\"; not \"1_users.sql::sample::ann\"; set spec.contexts and spec.labels"
                    + " to those with which Liquibase ran, let Liquibase run the rest, or move it to"
                    + " a revision of its own, or set spec.adopt to Never and record what is applied"
                    + " with schemactl stamp"));
    assertThat(fixture.migrate(with(fixture.request(files, "head"), PROD)).outcome())
        .isEqualTo(new Outcome.Settled());
    assertThat(types("schema_migration")).containsExactly("users\tEXECUTED");
    assertThat(fixture.migrate(files, "base").fault()).isEmpty();
    assertThat(fixture.database.one("SELECT to_regclass('users')")).isEmpty();
  }

  @Test
  void changesetsThatRanInMoreContextsAreTakenOverAndUndone() {
    liquibase.write("1_users.sql", CONDITIONAL);
    liquibase.update("1_users.sql");
    var settings = fixture.settings().withSchemas(Optional.of("public"), "public");
    var prod = with(fixture.request(files("1_users.sql", CONDITIONAL), "head"), PROD);

    assertThat(fixture.migrate(with(prod, settings)).outcome()).isEqualTo(new Outcome.Settled());
    assertThat(types("public")).containsExactly("users\tEXECUTED", "sample\tEXECUTED");
    var base = with(fixture.request(files("1_users.sql", CONDITIONAL), "base"), PROD);
    assertThat(fixture.migrate(with(base, settings)).fault()).isEmpty();
    assertThat(types("public")).isEmpty();
  }

  @Test
  void aTagOfLiquibaseChangesNothing() {
    liquibase.update("1_users.sql");
    liquibase.tag("v1");
    liquibase.update("2_mail.yaml");

    assertThat(fixture.migrate(FILES, "2").outcome()).isEqualTo(new Outcome.Settled());
  }

  @Test
  void anEditThatTheFileItselfDeclaresValidIsNone() {
    var text =
        "--liquibase formatted sql\n--changeset ann:p splitStatements:false\n%sCREATE TABLE p (%s int);\n";
    liquibase.write("1_p.sql", text.formatted("", "a"));
    liquibase.update("1_p.sql");
    var sum = fixture.database.one("SELECT md5sum FROM databasechangelog");

    for (var valid : List.of("1:any", sum)) {
      var edited = files("1_p.sql", text.formatted("--validCheckSum: " + valid + "\n", "b"));
      assertThat(fixture.migration.inspect(fixture.request(edited, "head")).fault()).isEmpty();
    }
    var refused =
        fixture.migration.inspect(
            fixture.request(files("1_p.sql", text.formatted("", "b")), "head"));
    assertThat(refused.fault().orElseThrow().message())
        .startsWith(
            "spec.adopt: changeset 1_p.sql::p::ann was edited after Liquibase"
                + " (public.databasechangelog) had run it: its checksum is 9:")
        .contains(" and was " + sum + "; restore the file and put the change into a new revision");
  }

  /** A changelog of Spring Boot has such paths; its table may be in the tracking schema. */
  @ParameterizedTest
  @ValueSource(strings = {"public", "schema_migration"})
  void pathsOnTheClassPathAreTheSameFiles(String trackingSchema) {
    liquibase.update("1_users.sql");
    liquibase.update("2_mail.yaml");
    fixture.database.execute(
        "UPDATE databasechangelog SET filename = 'classpath:/db/changelog/' || filename");
    var settings = fixture.settings().withSchemas(Optional.of("public"), trackingSchema);

    var up = fixture.migrate(with(fixture.request(FILES, "3"), settings));

    assertThat(up.fault()).isEmpty();
    assertThat(fixture.started).containsExactly("UPGRADE 3");
    assertThat(fixture.migration.inspect(with(fixture.request(FILES, "3"), settings)).outcome())
        .isEqualTo(new Outcome.Settled());
    assertThat(fixture.migrate(with(fixture.request(FILES, "base"), settings)).fault()).isEmpty();
    assertThat(fixture.database.one("SELECT to_regclass('users')")).isEmpty();
  }

  @Test
  void aLockThatIsHeldIsRefusedAndReleasedIsNot() {
    liquibase.update("1_users.sql");
    liquibase.whileLocked(
        () -> {
          var holder =
              fixture.database.one(
                  "SELECT lockedby || ' since ' || lockgranted FROM databasechangeloglock");
          var report = Background.start(() -> fixture.migrate(FILES, "head")).result();
          assertThat(report.fault())
              .contains(
                  new Fault(
                      Reason.AdoptionRefused,
                      "spec.adopt: Liquibase holds its lock (public.databasechangeloglock): "
                          + holder
                          + "; let that run end or, if it is gone, run liquibase release-locks, or"
                          + " set spec.adopt to Never and record what is applied with schemactl"
                          + " stamp"));
          assertThat(fixture.database.one("SELECT to_regnamespace('schema_migration')")).isEmpty();
        });

    assertThat(fixture.migrate(FILES, "head").fault()).isEmpty();
  }

  /** Rules for running are for what will run, and nothing of this will. */
  @Test
  void whatWouldNotBeRunHereIsAdoptedWhereLiquibaseHasRunIt() {
    var files =
        files(
            "1_orders.yaml",
            """
            # revision: 1
            databaseChangeLog:
              - preConditions: [{sqlCheck: {expectedResult: 1, sql: SELECT 1}}]
              - changeSet:
                  id: 1
                  author: shop
                  preConditions: [{changeLogPropertyDefined: {property: nobody}}, onFail: WARN]
                  changes:
                    - createTable:
                        tableName: orders
                        columns: [{column: {name: id, type: bigint}}, {column: {name: sku, type: text}}]
              - changeSet:
                  id: index
                  author: shop
                  runInTransaction: false
                  changes: [{sql: {sql: CREATE INDEX CONCURRENTLY ON orders (sku)}}]
                  rollback: DROP INDEX CONCURRENTLY orders_sku_idx
              - changeSet:
                  id: view
                  author: shop
                  runOnChange: true
                  changes:
                    - createView: {viewName: skus, replaceIfExists: true, selectQuery: SELECT sku FROM orders}
              - changeSet:
                  id: grants
                  author: shop
                  runAlways: true
                  changes: [{sql: {sql: GRANT SELECT ON orders TO PUBLIC, endDelimiter: '[;]'}}]
                  rollback: []
              - changeSet:
                  id: tag
                  author: shop
                  changes: [{tagDatabase: {tag: v1}}, {output: {message: done}}]
                  rollback: []
            """,
            "2_more.sql",
            MigrationFixture.revision("2", "1", "CREATE TABLE more ();", "DROP TABLE more;"));
    liquibase.write("1_orders.yaml", files.get("1_orders.yaml"));
    liquibase.update("1_orders.yaml");

    assertThat(fixture.migrate(files, "head").fault()).isEmpty();
    assertThat(fixture.started).containsExactly("UPGRADE 2");
    assertThat(fixture.migrate(files, "base").fault()).isEmpty();
    assertThat(fixture.database.one("SELECT to_regclass('orders')")).isEmpty();

    var again = fixture.migrate(files, "head").fault().orElseThrow();
    assertThat(again.reason()).isEqualTo(Reason.ForbiddenChange);
    assertThat(again.message()).contains("changeset shop:tag: tagDatabase is not allowed");
  }

  @Test
  void aChangesetForOtherDatabasesOnlyIsNotMissedWhereLiquibaseRecordsNone() {
    var files =
        files(
            "1_shelf.yaml",
            """
            databaseChangeLog:
              - changeSet: {id: other, author: ann, changes: [{sql: {dbms: h2, sql: SELECT 1}}]}
              - changeSet:
                  id: shelf
                  author: ann
                  changes:
                    - createTable: {tableName: shelf, columns: [{column: {name: id, type: int}}]}
            """);
    files.forEach(liquibase::write);
    liquibase.update("1_shelf.yaml");

    assertThat(fixture.migrate(files, "head").outcome()).isEqualTo(new Outcome.Settled());
    assertThat(types("schema_migration")).containsExactly("shelf\tEXECUTED");
    assertThat(fixture.migrate(files, "base").fault()).isEmpty();
  }

  @Test
  void liquibaseNoticesNothingOfWhatIsDoneAfterItAndDoesNoHarm() {
    liquibase.update("1_users.sql");
    assertThat(fixture.migrate(FILES, "2").fault()).isEmpty();
    var before = SchemaSnapshot.of(fixture.database);

    assertThat(liquibase.attempt("2_mail.yaml"))
        .hasValueSatisfying(
            it -> assertThat(it).contains("column \"mail\" of relation \"users\" already exists"));

    assertThat(SchemaSnapshot.of(fixture.database)).isEqualTo(before);
    assertThat(fixture.migration.inspect(fixture.request(FILES, "2")).outcome())
        .isEqualTo(new Outcome.Settled());
  }

  private List<String> types(String schema) {
    return fixture.database.rows(
        "SELECT id, exectype FROM " + schema + ".databasechangelog ORDER BY orderexecuted");
  }

  private static List<String> picture(MigrationFixture fixture) {
    return SchemaSnapshot.of(fixture.database).stream()
        .filter(it -> !it.contains("databasechangelog"))
        .toList();
  }
}
