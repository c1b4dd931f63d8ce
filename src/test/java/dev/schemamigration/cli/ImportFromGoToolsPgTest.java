package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.ProgramResult;
import dev.schemamigration.testing.RealTool;
import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is imported from tools that are written in Go builds what these build themselves. */
class ImportFromGoToolsPgTest {
  private static final TestPostgres SERVER = TestPostgres.newest();

  private static final String TABLES =
      """
      CREATE TABLE account (id bigserial PRIMARY KEY, name text NOT NULL DEFAULT 'a;b -- c');
      INSERT INTO account (name) VALUES ('one'), ('two; three');
      """;
  private static final String NO_TABLES = "DROP TABLE account;\n";
  private static final String FUNCTION =
      """
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.name := NEW.name || ';';
        RETURN NEW;
      END $$;
      """;
  private static final String TRIGGER =
      "CREATE TRIGGER touch BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION touch();\n";
  private static final String NO_FUNCTION =
      "DROP TRIGGER touch ON account;\nDROP FUNCTION touch();\n";
  private static final String INDEX = "CREATE INDEX CONCURRENTLY account_name ON account (name);\n";
  private static final String NO_INDEX = "DROP INDEX CONCURRENTLY account_name;\n";

  @TempDir Path folder;

  /**
   * A directory as a tool has it, and how the tool is run there.
   *
   * @param ownTable what the tool makes for itself
   */
  record Sample(
      RealTool tool,
      String name,
      String ownTable,
      Map<String, String> files,
      Function<String, List<String>> arguments) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Sample> samples() {
    return Stream.of(
        new Sample(
            RealTool.GOOSE,
            "goose",
            "goose_db_version",
            Map.of(
                "00001_account.sql",
                "-- +goose Up\n" + TABLES + "-- +goose Down\n" + NO_TABLES,
                "00002_touch.sql",
                "-- +goose Up\n-- +goose StatementBegin\n"
                    + FUNCTION
                    + "-- +goose StatementEnd\n"
                    + TRIGGER
                    + "-- +goose Down\n"
                    + NO_FUNCTION,
                "00010_index.sql",
                "-- +goose NO TRANSACTION\n-- +goose Up\n" + INDEX + "-- +goose Down\n" + NO_INDEX),
            url -> List.of("-dir", ".", "postgres", url, "up")),
        new Sample(
            RealTool.MIGRATE,
            "golang-migrate",
            "schema_migrations",
            Map.of(
                "1_account.up.sql", TABLES,
                "1_account.down.sql", NO_TABLES,
                "2_touch.up.sql", "BEGIN;\n" + FUNCTION + TRIGGER + "COMMIT;\n",
                "2_touch.down.sql", NO_FUNCTION,
                "10_index.up.sql", INDEX,
                "10_index.down.sql", NO_INDEX),
            url -> List.of("-path", ".", "-database", url, "up")),
        new Sample(
            RealTool.DBMATE,
            "dbmate",
            "schema_migrations",
            Map.of(
                "20260101000000_account.sql",
                "-- migrate:up\n" + TABLES + "-- migrate:down\n" + NO_TABLES,
                "20260102000000_touch.sql",
                "-- migrate:up\n" + FUNCTION + TRIGGER + "-- migrate:down\n" + NO_FUNCTION,
                "20260103000000_index.sql",
                "-- migrate:up transaction:false\n"
                    + INDEX
                    + "-- migrate:down transaction:false\n"
                    + NO_INDEX),
            url -> List.of("--url", url, "--migrations-dir", ".", "--no-dump-schema", "migrate")),
        new Sample(
            RealTool.SQL_MIGRATE,
            "sql-migrate",
            "gorp_migrations",
            Map.of(
                "1-account.sql",
                "-- +migrate Up\n" + TABLES + "-- +migrate Down\n" + NO_TABLES,
                "2-touch.sql",
                "-- +migrate Up\n-- +migrate StatementBegin\n"
                    + FUNCTION
                    + "-- +migrate StatementEnd\n"
                    + TRIGGER
                    + "-- +migrate Down\n"
                    + NO_FUNCTION,
                "3-index.sql",
                "-- +migrate Up notransaction\n"
                    + INDEX
                    + "-- +migrate Down notransaction\n"
                    + NO_INDEX),
            url -> List.of("up", "-config=../dbconfig.yml", "-env=test")));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsImportedBuildsWhatTheToolBuilds(Sample sample) throws IOException {
    var source = write(sample);
    var theirs = SERVER.createDatabase();
    build(sample, source, theirs);
    var target = folder.resolve("target");

    var imported = importing(sample, source, target);

    assertThat(imported.exitCode()).as(imported.out() + imported.err()).isZero();
    assertThat(imported.out())
        .contains(": 3 revisions, up, down and up again.")
        .endsWith("It builds what " + program(sample) + " builds.\n");
    var ours = SERVER.createDatabase();
    var upgraded =
        new CommandLineFixture(folder).on(ours).bare("upgrade", "head", "--source=" + target);
    assertThat(upgraded.exitCode()).as(upgraded.err()).isZero();
    assertThat(SchemaSnapshot.of(ours)).isEqualTo(SchemaSnapshot.of(theirs));
    assertThat(ours.rows("SELECT * FROM account ORDER BY id"))
        .isEqualTo(theirs.rows("SELECT * FROM account ORDER BY id"));
  }

  @Test
  void aDifferenceIsNamedAndExitsWithThree() throws IOException {
    var sample =
        samples().filter(it -> it.name().equals("golang-migrate")).findFirst().orElseThrow();
    var source = write(sample);
    // The server has a setting of this login only, and the tool none of ours.
    Files.writeString(
        source.resolve("11_name.up.sql"),
        "DO $$ BEGIN EXECUTE format('CREATE TABLE %I ()', split_part(current_setting("
            + "'application_name'), '/', 1) || '_t'); END $$;\n");
    Files.writeString(
        source.resolve("11_name.down.sql"),
        "DO $$ BEGIN EXECUTE format('DROP TABLE %I', split_part(current_setting("
            + "'application_name'), '/', 1) || '_t'); END $$;\n");

    var imported = importing(sample, source, folder.resolve("target"));

    assertThat(imported.exitCode()).as(imported.out() + imported.err()).isEqualTo(3);
    assertThat(imported.out())
        .contains(
            "DIFFERS from what migrate builds:\n",
            "  migrate makes table public._t, the revisions do not\n",
            "  the revisions make table public.\"schema-migration_t\", migrate does not\n");
  }

  private CommandLineFixture.Ended importing(Sample sample, Path source, Path target) {
    return new CommandLineFixture(folder)
        .with("PATH", sample.tool().executable().getParent().toString())
        .bare("import", source.toString(), "--to", target.toString(), "--database-url", creator());
  }

  private static String creator() {
    var database = SERVER.createDatabase();
    database.mayCreateDatabases();
    return database.libpqUrl();
  }

  private static String program(Sample sample) {
    return sample.tool().executable().getFileName().toString();
  }

  private Path write(Sample sample) throws IOException {
    var source = Files.createDirectory(folder.resolve("source"));
    for (var file : sample.files().entrySet()) {
      Files.writeString(source.resolve(file.getKey()), file.getValue());
    }
    return source;
  }

  private void build(Sample sample, Path source, TestDatabase database) throws IOException {
    var url = database.libpqUrl() + "?sslmode=disable";
    Files.writeString(
        folder.resolve("dbconfig.yml"),
        "test:\n  dialect: postgres\n  datasource: " + url + "\n  dir: .\n");
    var command = new ArrayList<>(List.of(sample.tool().executable().toString()));
    command.addAll(sample.arguments().apply(url));
    var ended = ProgramResult.toEnd(new ProcessBuilder(command).directory(source.toFile()));
    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    database.execute("DROP TABLE " + sample.ownTable());
  }
}
