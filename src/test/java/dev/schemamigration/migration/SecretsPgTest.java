package dev.schemamigration.migration;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No value of a Secret appears in the report, the log or the tracking tables of a pass. */
class SecretsPgTest {
  private static final Logger ROOT = Logger.getLogger("");

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());
  private final List<String> logged = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          logged.add(entry.getLevel() + " " + entry.getMessage());
        }

        @Override
        public void flush() {
          // nothing is held back
        }

        @Override
        public void close() {
          // nothing is open
        }
      };

  @BeforeEach
  void listen() {
    handler.setLevel(Level.INFO);
    ROOT.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    ROOT.removeHandler(handler);
  }

  private Report run(Map<String, String> files, String secret) {
    return fixture.migrate(
        fixture.request(
            files, "head", PolicyRules.PERMISSIVE, List.of(new Parameter("pw", secret, true))));
  }

  /** Report, log and tracking tables of a pass, in lower case. */
  private String traces(Report report) {
    var traces = new ArrayList<String>();
    traces.add(report.toString());
    traces.addAll(logged);
    traces.addAll(fixture.started);
    for (var table :
        List.of("databasechangelog", "revision_journal", "revision_archive", "tracking_owner")) {
      traces.addAll(fixture.database.rows("SELECT t::text FROM schema_migration." + table + " t"));
    }
    return String.join("\n", traces).toLowerCase(Locale.ROOT);
  }

  /** Each fails; the server repeats the literal, the name or the word at which it stopped. */
  private static final List<String> FAILING =
      List.of(
          "SELECT $q$${pw}$q$::int;",
          "SELECT upper($q$${pw}$q$)::uuid;",
          "SELECT '${pw}'::date;",
          "SELECT \"${pw}\" FROM pg_class;",
          "SELECT ${pw} FROM nowhere;",
          "SELECT E'${pw}'::numeric FROM;",
          "CREATE TABLE t (a text, b int NOT NULL); INSERT INTO t VALUES ($q$${pw}$q$, NULL);",
          "CREATE TABLE t (a text UNIQUE); INSERT INTO t VALUES ($q$${pw}$q$), ($q$${pw}$q$);",
          "CREATE TYPE m AS ENUM ('a'); SELECT $q$${pw}$q$::m;",
          "DO $do$ BEGIN RAISE EXCEPTION 'no: %', $q$${pw}$q$ USING HINT = $q$${pw}$q$; END $do$;",
          "DO $do$ BEGIN EXECUTE $q$SELECT ${pw} FROM nowhere$q$; END $do$;",
          "SELECT $q${${pw}$q$::json;",
          "SELECT ($q${${pw}$q$)::int[];",
          "SELECT 'a' ~ $q$[${pw}$q$;",
          "ALTER ROLE \"${pw}\" LOGIN;");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cr'et-Value",
        "Tr\"icky pass\\word9",
        "line-one-1\nline-two-2",
        "geheim-üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü",
        "$$dollar-quoted-1$$",
        "x7Q!",
        "12345678901234567890123",
        "long-k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3y"
      })
  void aLiteralInAMessageOfTheServerIsRedacted(String secret) {
    for (var script : FAILING) {
      var report = run(files("1_secret.sql", revision("1", "", script, "")), secret);

      assertThat(report.fault()).as(script).isPresent();
      assertThat(traces(report)).as(script).doesNotContain(shapes(secret));
    }
    var outside =
        revision("1", "", FAILING.getFirst(), "")
            .replace("test:1", "test:1 runInTransaction:false");
    assertThat(traces(run(files("1_secret.sql", outside), secret))).doesNotContain(shapes(secret));
  }

  /** The secret and its forms after truncation and quoting by a server. */
  private static List<String> shapes(String secret) {
    var lower = secret.toLowerCase(Locale.ROOT);
    return Stream.of(
            lower,
            lower.replace("'", "''"),
            lower.replace("\"", "\"\""),
            lower.substring(0, Math.min(lower.length(), 30)))
        .distinct()
        .toList();
  }

  @Test
  void whatIsRecordedOfAChangesetNamesTheParameterAndNotItsValue() {
    var text =
        """
        --liquibase formatted sql
        --changeset test:1
        --comment the password is ${pw}
        CREATE TABLE t (a int);
        """;

    var report = run(files("1_secret.sql", text), "s3cr'et-Value");

    assertThat(report.fault()).isEmpty();
    assertThat(fixture.database.rows("SELECT comments FROM schema_migration.databasechangelog"))
        .containsExactly("the password is ${pw}");
    assertThat(traces(report)).doesNotContain("s3cr'et-value");
  }

  /** Liquibase truncates the description at 255 characters: wherever that is, no part is left. */
  @Test
  void aSecretAtTheEndOfADescriptionIsMaskedBeforeItIsCut() {
    var text = new StringBuilder("databaseChangeLog:\n");
    for (int before = 150; before < 260; before += 5) {
      text.append(
          """
          - changeSet:
              id: %d
              author: a
              changes:
              - createSequence: {sequenceName: "s%d%s${pw}"}
              - createSequence: {sequenceName: t%d}
          """
              .formatted(before, before, "x".repeat(before), before));
    }

    var report = run(files("1_secret.yaml", text.toString()), "kqzjxwvy".repeat(6));

    assertThat(report.fault()).isEmpty();
    assertThat(traces(report)).contains("${pw}").doesNotContain("kqzj");
  }

  static Stream<Arguments> names() {
    var yaml =
        """
        databaseChangeLog:
        - property: {name: alias, value: "x${pw}"}
        - changeSet:
            id: %s
            author: %s
            labels: %s
            changes: [{sql: {sql: SELECT 1}}]
        """;
    return Stream.of(
        Arguments.of(
            "1_secret.sql",
            "--liquibase formatted sql\n--changeset test:${pw}\nSELECT 1;\n",
            "line 2: ${pw} in a --changeset line"),
        Arguments.of(
            "1_secret.sql",
            "--liquibase formatted sql\n--changeset test:1 labels:${ PW }\nSELECT 1;\n",
            "line 2: ${PW} in a --changeset line"),
        Arguments.of(
            "1_secret.sql",
            "--liquibase formatted sql\n"
                + "--property name:alias value:x${pw}\n"
                + "--changeset test:${alias}\n"
                + "SELECT 1;\n",
            "line 3: ${alias} in a --changeset line"),
        Arguments.of(
            "1_secret.sql",
            "--liquibase formatted sql logicalFilePath:${pw}\n--changeset test:1\nSELECT 1;\n",
            "the first line: ${pw} in it"),
        Arguments.of(
            "1_secret.yaml",
            "databaseChangeLog:\n"
                + "- logicalFilePath: x/${pw}\n"
                + "- changeSet: {id: 1, author: a, changes: [{sql: {sql: SELECT 1}}]}\n",
            "databaseChangeLog: ${pw} in its logicalFilePath"),
        Arguments.of(
            "1_secret.yaml",
            "databaseChangeLog:\n"
                + "- property: {name: alias, value: 'x${pw}'}\n"
                + "- changeSet: {id: 1, author: a, changes: [{sql: {sql: SELECT 1}}]}\n"
                + "- logicalFilePath: ${alias}\n",
            "databaseChangeLog: ${alias} in its logicalFilePath"),
        Arguments.of(
            "1_secret.json",
            """
            {"databaseChangeLog": [{"logicalFilePath": "${pw}"},
              {"changeSet": {"id": "1", "author": "a", "changes": [{"sql": {"sql": "SELECT 1"}}]}}]}
            """,
            "databaseChangeLog: ${pw} in its logicalFilePath"),
        Arguments.of(
            "1_secret.xml",
            """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                logicalFilePath="${pw}">
              <changeSet id="1" author="a"><sql>SELECT 1</sql></changeSet>
            </databaseChangeLog>
            """,
            "databaseChangeLog: ${pw} in its logicalFilePath"),
        Arguments.of(
            "1_secret.yaml", yaml.formatted("${pw}", "a", "b"), "changeSet: ${pw} in its id"),
        Arguments.of(
            "1_secret.yaml",
            yaml.formatted("1", "${alias}", "b"),
            "changeSet: ${alias} in its author"),
        Arguments.of(
            "1_secret.yaml", yaml.formatted("1", "a", "${pw}"), "changeSet: ${pw} in its labels"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aSecretIsNoNameOfAChangeset(String name, String text, String what) {
    var report = run(files(name, text), "s3cr'et-Value");

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.ForbiddenChange,
                "revision file "
                    + name
                    + ", "
                    + what
                    + " is not allowed; it is recorded, and that is a secret"));
    assertThat(traces(report)).doesNotContain("s3cr'et-value");
  }

  @Test
  void aMessageThatRepeatsAScriptIsCutWhenTheSecretIsOut() {
    var report =
        run(
            files(
                "1_secret.sql",
                revision("1", "", "SELECT 1 AS $a$ ${pw} " + "x".repeat(50_000) + "$a$;", "")),
            "s3cr'et-Value");

    assertThat(report.fault().orElseThrow().message())
        .startsWith(
            "revision 1, changeset test:1, statement 1 (1_secret.sql:6): syntax error at or near \"$a$ [secret] xxx")
        .endsWith("x…")
        .hasSize(8_000);
  }
}
