package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.CommandLineFixture.Ended;
import dev.schemamigration.testing.OpenTransaction;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Makes everything happen that the table "How commands end" of the page about the command line
 * names, and compares exit code and reason.
 */
class ExitCodesPgTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([^|]+) \\| (\\d) \\| (?:`(\\w+)`)? *\\|$");

  private static final Pattern REASON = Pattern.compile("\"reason\" : \"(\\w+)\"");

  /** A row of the table; the reason is empty where there is none. */
  private record Row(String what, int exitCode, String reason) {
    @Override
    public String toString() {
      return what;
    }
  }

  /** Makes something happen. */
  private interface Scenario {
    Ended run() throws Exception;
  }

  @TempDir Path folder;
  @TempDir Path elsewhere;

  private final TestDatabase database = TestPostgres.newest().createDatabase();
  private final Map<String, Scenario> scenarios = new LinkedHashMap<>();
  private CommandLineFixture terminal;

  static Stream<Row> rows() throws IOException {
    var page = Files.readString(Path.of("docs/cli.md"));
    return ROW.matcher(page.substring(page.indexOf("\n### How commands end\n")))
        .results()
        .map(
            it ->
                new Row(
                    it.group(1),
                    Integer.parseInt(it.group(2)),
                    it.group(3) == null ? "" : it.group(3)));
  }

  @BeforeEach
  void writeTheFiles() {
    terminal =
        new CommandLineFixture(folder)
            .on(database)
            .table("001", "down_revision:")
            .table("002", "down_revision: 001");
    whatIsDone();
    whatIsWrongWithFiles();
    whatIsWrongWithTargets();
    whatTheServerRefuses();
    whatFails();
    whatIsAnsweredWithNo();
    whatARuleForbids();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyRowHappens(Row row) throws Exception {
    assertThat(scenarios).containsKey(row.what());

    var ended = scenarios.get(row.what()).run();

    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isEqualTo(row.exitCode());
    var reason = REASON.matcher(ended.out());
    assertThat(reason.find() ? reason.group(1) : "").as(ended.err()).isEqualTo(row.reason());
  }

  @Test
  void everythingThatHappensHasARow() throws IOException {
    assertThat(rows().map(Row::what)).containsExactlyInAnyOrderElementsOf(scenarios.keySet());
  }

  private Ended run(String command, String... more) {
    var words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of(more));
    words.addAll(List.of("-o", "json"));
    return terminal.run(words.toArray(String[]::new));
  }

  private Ended upgraded() {
    var ended = terminal.run("upgrade", "heads");
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    return ended;
  }

  private Ended at(String url) {
    return run("current", "--database-url", url);
  }

  private Ended creator(String command) throws IOException {
    database.mayCreateDatabases();
    var schema = elsewhere.resolve("schema.sql");
    Files.writeString(
        schema,
        "CREATE TABLE t_001 (id int); CREATE TABLE t_002 (id int); CREATE PUBLICATION p FOR TABLE"
            + " t_001;");
    return run(command, "--desired=" + schema);
  }

  private void whatIsDone() {
    scenarios.put("it is done", () -> run("upgrade head"));
    scenarios.put(
        "there is nothing to do",
        () -> {
          upgraded();
          return run("upgrade head");
        });
  }

  private void whatIsWrongWithFiles() {
    scenarios.put(
        "an option, an argument or the name of a command is wrong or missing, or no database is"
            + " named",
        () -> {
          for (var words : List.of("upgrad head", "upgrade", "heads --frob", "wait --at-least")) {
            var ended = run(words);
            assertThat(ended.exitCode()).as(words).isEqualTo(2);
            assertThat(ended.out()).as(words).contains("\"reason\" : \"Usage\"");
          }
          return new CommandLineFixture(folder).run("current", "-o", "json");
        });
    scenarios.put(
        "the revision files are not there",
        () -> terminal.bare("heads", "--source", "bundled:nowhere", "-o", "json"));
    scenarios.put(
        "there is none",
        () -> new CommandLineFixture(elsewhere).run("upgrade", "head", "-o", "json"));
    scenarios.put(
        "one cannot be read",
        () -> {
          terminal.file("003_it.sql", "-- revision: a b\n-- down_revision: 002\nSELECT 1;\n");
          return run("heads");
        });
    scenarios.put(
        "they make no graph",
        () -> {
          terminal.table("003", "down_revision: nowhere");
          return run("heads");
        });
    scenarios.put(
        "a changelog uses what it must not",
        () -> {
          terminal.revision("003", "down_revision: 002", "COMMIT;", "SELECT 1;");
          return run("upgrade head");
        });
    scenarios.put(
        "a parameter has no value",
        () -> {
          terminal.revision("003", "down_revision: 002", "SELECT ${start};", "SELECT 1;");
          return run("upgrade head");
        });
    scenarios.put(
        "a file was edited after its revision had been applied",
        () -> {
          upgraded();
          terminal.revision("002", "down_revision: 001", "CREATE TABLE t (i int);", "SELECT 1;");
          return run("plan");
        });
    scenarios.put(
        "the editor of `edit` fails",
        () -> {
          terminal.with("EDITOR", "false");
          return run("edit head");
        });
  }

  private void whatIsWrongWithTargets() {
    scenarios.put("a target cannot be read", () -> run("upgrade 001:002"));
    scenarios.put(
        "no revision answers to it",
        () -> {
          assertThat(run("show nowhere").out()).contains("\"TargetNotFound\"");
          assertThat(run("compatible nowhere").out()).contains("\"TargetNotFound\"");
          return run("upgrade nowhere");
        });
    scenarios.put(
        "several revisions answer to it",
        () -> {
          terminal.table("003", "down_revision: 001");
          assertThat(run("show head").out()).contains("\"AmbiguousTarget\"");
          return run("upgrade head");
        });
    scenarios.put(
        "the database has nothing in common with the files",
        () -> {
          upgraded();
          return new CommandLineFixture(elsewhere)
              .on(database)
              .table("a1", "down_revision:")
              .run("upgrade", "head", "-o", "json");
        });
    scenarios.put(
        "it records what neither the files nor its archive know",
        () -> {
          upgraded();
          Files.delete(folder.resolve("002_it.sql"));
          database.execute("DELETE FROM schema_migration.revision_archive WHERE revision = '002'");
          return run("upgrade head");
        });
    scenarios.put(
        "the history of another tool does not fit",
        () -> {
          database.execute(
              "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)",
              "INSERT INTO alembic_version VALUES ('009')");
          return run("upgrade head");
        });
  }

  private void whatTheServerRefuses() {
    scenarios.put(
        "no server answers", () -> at("postgresql://nobody@127.0.0.1:1/nowhere?sslmode=disable"));
    scenarios.put(
        "it refuses user or password",
        () -> at(database.libpqUrl().replaceFirst(":[^:/@]+@", ":no@")));
    scenarios.put(
        "the database is not there", () -> at(database.libpqUrl().replaceAll("/[^/]+$", "/gone")));
    scenarios.put("the schema is not there", () -> run("upgrade head", "--schema", "nowhere"));
    scenarios.put("the role is not there", () -> run("upgrade head", "--role", "nobody_at_all"));
    scenarios.put(
        "a right is missing",
        () -> {
          database
              .asAdministrator()
              .execute("REVOKE CREATE ON DATABASE " + database.name() + " FROM " + database.user());
          database
              .asAdministrator()
              .execute(
                  "ALTER DATABASE " + database.name() + " OWNER TO postgres",
                  "GRANT CREATE ON SCHEMA public TO " + database.user());
          return run("upgrade head");
        });
    scenarios.put(
        "transactions are read-only by default",
        () -> {
          database
              .asAdministrator()
              .execute("ALTER ROLE " + database.user() + " SET default_transaction_read_only = on");
          return run("upgrade head");
        });
  }

  private void whatFails() {
    scenarios.put(
        "a statement of a revision fails",
        () -> {
          terminal.revision("003", "down_revision: 002", "SELECT 1/0;", "SELECT 1;");
          return run("upgrade head");
        });
    scenarios.put(
        "what a `.verify.sql` file asks for is not true",
        () -> {
          terminal.file("002_it.verify.sql", "SELECT false;\n");
          return run("upgrade head");
        });
    scenarios.put(
        "a run does not end before `--deadline`, for instance because of a lock",
        () -> {
          terminal.run("upgrade", "001");
          terminal.revision("002", "down_revision: 001", "DROP TABLE t_001;", "SELECT 1;");
          try (var holder = OpenTransaction.of(database, "SELECT * FROM t_001")) {
            return run("upgrade head --deadline 700ms");
          }
        });
  }

  private void whatIsAnsweredWithNo() {
    scenarios.put("`current --check-heads`: a head is not applied", () -> run("current -c"));
    scenarios.put("`check`: the database is not at the heads", () -> run("check"));
    scenarios.put(
        "`check --desired`: the revisions do not lead to the schema", () -> creator("check"));
    scenarios.put(
        "`compatible`: the revision is not applied",
        () -> {
          upgraded();
          terminal.table("003", "down_revision: 002");
          return run("compatible 003");
        });
    scenarios.put(
        "`wait`: it is not applied in time", () -> run("wait --at-least 001 --timeout 1ms"));
    scenarios.put(
        "`drift`: the database is not what its revisions produce",
        () -> {
          upgraded();
          database.mayCreateDatabases();
          database.execute("ALTER TABLE t_001 ADD more int");
          return run("drift");
        });
    scenarios.put(
        "`verify`: going down does not lead back, or a check of its finds something else",
        () -> {
          database.mayCreateDatabases();
          terminal.revision("002", "down_revision: 001", "CREATE TYPE e AS ENUM ();", "SELECT 1;");
          return run("verify");
        });
    scenarios.put(
        "`revision --autogenerate`: the revision is not proved",
        () -> creator("revision --autogenerate -m x"));
  }

  private void whatARuleForbids() {
    scenarios.put(
        "what would have to be undone cannot be undone",
        () -> {
          terminal.revision("003", "down_revision: 002", "CREATE TABLE t_003 ();", "");
          upgraded();
          return run("downgrade base");
        });
    scenarios.put(
        "`plan`: the target would undo revisions only because their files are gone",
        () -> {
          upgraded();
          Files.delete(folder.resolve("002_it.sql"));
          return run("plan");
        });
    scenarios.put(
        "a revision needs a newer server",
        () -> {
          terminal.table("003", "down_revision: 002\nmin_server_version: 99");
          return run("upgrade head");
        });
  }
}
