package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.RealPsql;
import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is imported builds what psql builds of the files themselves, and undoes it. */
class ImportCommandPgTest {
  /** What is taken apart wrongly, or taken for something else. */
  private static final String HOSTILE =
      """
      -- rollback of this table is below
      -- changeset is a word
      --comments without a blank
      -- property of whom
      CREATE TABLE first (id int PRIMARY KEY, a text DEFAULT '${notAParameter} ; -- rollback x');
      /* liquibase rollback
         -- changeset too:many */
      CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $body$
      BEGIN
        -- rollback inside
        -- +goose in prose
        RETURN 'a;b' || '${x}' || E'\\n\\\\.';
      END $body$;
      INSERT INTO first VALUES (1, 'two
      -- rollback lines
      lines'), (2, f());
      COMMENT ON TABLE first IS 'it''s';
      """;

  private static final String UNDO =
      """
      -- undo
      DO $$
      BEGIN

        PERFORM 1; -- rollback
      END $$;
      DROP FUNCTION f();
      DROP TABLE first;
      """;

  private static final String INDEX = "CREATE INDEX CONCURRENTLY first_a ON first (a);\n";
  private static final String NO_INDEX = "DROP INDEX CONCURRENTLY first_a;\n";

  @TempDir Path folder;

  /** A directory as a tool has it: names and texts. */
  record Sample(String tool, List<String> files) {
    @Override
    public String toString() {
      return tool;
    }
  }

  static Stream<Sample> samples() {
    return Stream.of(
        sample(
            "golang-migrate",
            "000001_first.up.sql",
            "BEGIN;\n" + HOSTILE + "COMMIT;\n",
            "000001_first.down.sql",
            "BEGIN;\n" + UNDO + "END;\n",
            "000002_index.up.sql",
            INDEX,
            "000002_index.down.sql",
            NO_INDEX,
            "000003_nothing.up.sql",
            "-- nothing\n",
            "000003_nothing.down.sql",
            ""),
        sample(
            "flyway",
            "V1__first.sql",
            HOSTILE.replace("${", "$ {"),
            "U1__first.sql",
            UNDO,
            "V1_1__index.sql",
            INDEX,
            "U1_1__index.sql",
            NO_INDEX),
        sample(
            "goose",
            "20200101_first.sql",
            "-- +goose Up\n-- +goose StatementBegin\n"
                + HOSTILE
                + "-- +goose StatementEnd\n-- +goose Down\n"
                + UNDO,
            "20200102_index.sql",
            "-- +goose NO TRANSACTION\n-- +goose Up\n" + INDEX + "-- +goose Down\n" + NO_INDEX),
        sample(
            "dbmate",
            "20200101_first.sql",
            "-- migrate:up\n" + HOSTILE + "-- migrate:down\n" + UNDO,
            "20200102_index.sql",
            "-- migrate:up transaction:false\n"
                + INDEX
                + "-- migrate:down transaction:false\n"
                + NO_INDEX),
        sample(
            "sql-migrate",
            "1-first.sql",
            "-- +migrate Up\n" + HOSTILE + "-- +migrate Down\n" + UNDO,
            "2-index.sql",
            "-- +migrate Up notransaction\n"
                + INDEX
                + "-- +migrate Down notransaction\n"
                + NO_INDEX),
        sample(
            "diesel",
            "2020-01-01-000000_first/up.sql",
            HOSTILE,
            "2020-01-01-000000_first/down.sql",
            UNDO,
            "2020-01-02-000000_index/up.sql",
            INDEX,
            "2020-01-02-000000_index/down.sql",
            NO_INDEX,
            "2020-01-02-000000_index/metadata.toml",
            "run_in_transaction = false\n"),
        sample(
            "popx",
            "20200101000000000001_first.up.sql",
            "nonsense",
            "20200101000000000001_first.postgres.up.sql",
            HOSTILE,
            "20200101000000000001_first.down.sql",
            UNDO,
            "20200101000000000002_index.autocommit.up.sql",
            INDEX,
            "20200101000000000002_index.autocommit.down.sql",
            NO_INDEX),
        sample(
            "sqitch",
            "sqitch.plan",
            """
            %syntax-version=1.0.0
            %project=shop

            first 2020-01-01T00:00:00Z Ada <ada@example.com> # The first one
            @v1 2020-01-01T00:00:01Z Ada <ada@example.com> # a tag
            index [first] 2020-01-02T00:00:00Z Ada <ada@example.com> # index it
            """,
            "deploy/first.sql",
            "-- Deploy shop:first to pg\nBEGIN;\n" + HOSTILE + "COMMIT;\n",
            "revert/first.sql",
            "BEGIN;\n" + UNDO + "COMMIT;\n",
            "verify/first.sql",
            "SELECT 1 / 0;\n",
            "deploy/index.sql",
            INDEX,
            "revert/index.sql",
            NO_INDEX),
        sample(
            "postgrator",
            "001.do.first.sql",
            HOSTILE,
            "001.undo.first.sql",
            UNDO,
            "002.do.index.sql",
            INDEX,
            "002.undo.index.sql",
            NO_INDEX));
  }

  private static Sample sample(String tool, String... files) {
    return new Sample(tool, List.of(files));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsImportedBuildsWhatTheFilesBuild(Sample sample) throws IOException {
    var source = folder.resolve("source");
    for (int i = 0; i < sample.files().size(); i += 2) {
      write(source.resolve(sample.files().get(i)), sample.files().get(i + 1));
    }
    var target = folder.resolve("target");
    var theirs = TestPostgres.newest().createDatabase();
    var ours = TestPostgres.newest().createDatabase();
    RealPsql.run(theirs, sample.tool().equals("flyway") ? HOSTILE.replace("${", "$ {") : HOSTILE);
    RealPsql.run(theirs, INDEX);

    var imported = bare("import", source.toString(), "--to", target.toString(), "--no-verify");

    assertThat(imported.exitCode()).as(imported.out() + imported.err()).isZero();
    assertThat(imported.err()).contains(" revisions of " + sample.tool() + " are in ");
    var upgraded =
        new CommandLineFixture(folder).on(ours).bare("upgrade", "head", "--source=" + target);
    assertThat(upgraded.exitCode()).as(upgraded.err()).isZero();
    assertThat(SchemaSnapshot.of(ours)).isEqualTo(SchemaSnapshot.of(theirs));
    assertThat(ours.rows("SELECT * FROM first ORDER BY id"))
        .isEqualTo(theirs.rows("SELECT * FROM first ORDER BY id"));
    var undone =
        new CommandLineFixture(folder).on(ours).bare("downgrade", "base", "--source=" + target);
    assertThat(undone.exitCode()).as(undone.err()).isZero();
    assertThat(SchemaSnapshot.of(ours)).isEmpty();
    TestPostgres.newest().drop(ours);
    TestPostgres.newest().drop(theirs);
  }

  @Test
  void nothingIsOverwrittenAndNothingHalfIsWritten() throws IOException {
    var source = folder.resolve("source");
    var target = folder.resolve("target");
    write(source.resolve("1_a.up.sql"), "CREATE TABLE a ();\n");
    write(source.resolve("2_b.up.sql"), "\\i other.sql\n");

    var failed = bare("import", source.toString(), "--to", target.toString());
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.out())
        .isEqualTo(
            "1_a.up.sql -> 1_a.sql: nothing undoes it\n"
                + "2_b.up.sql cannot be converted: \\i is a command of psql; write what it does in"
                + " SQL\n");
    assertThat(failed.err()).contains("nothing is written");
    assertThat(target).doesNotExist();

    var partly =
        bare("import", source.toString(), "--to", target.toString(), "--partial", "-o", "json");
    assertThat(partly.exitCode()).isEqualTo(1);
    assertThat(partly.out()).contains("\"tool\" : \"golang-migrate\"").contains("\"failed\"");
    assertThat(target.resolve("1_a.sql")).exists();

    Files.delete(source.resolve("2_b.up.sql"));
    var again = bare("import", source.toString(), "--to", target.toString());
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("is not empty; name one that is empty or missing");
  }

  @Test
  void whatIsWrittenIsVerifiedOnAnEmbeddedServer() throws IOException {
    var source = folder.resolve("source");
    write(source.resolve("1_a.up.sql"), "CREATE TABLE a (id int);\n");
    write(source.resolve("2_b.up.sql"), "CREATE TABLE b (id int);\n");
    write(source.resolve("2_b.down.sql"), "SELECT 1;\n");

    var imported =
        new CommandLineFixture(folder)
            .with("DATABASE_URL", "postgresql://nobody@localhost:1/none")
            .bare("import", source.toString(), "--to", folder.resolve("target").toString());

    assertThat(imported.exitCode()).as(imported.err()).isZero();
    assertThat(imported.out())
        .matches(
            """
            (?s).*
            Verified on PostgreSQL [0-9.]+: 2 revisions can be applied. What verify says of them else:
              downgrade after upgrade, all the way: 2 failures
              upgrade again after that: 1 failure
              every revision up, down and up: 2 failures
            Not compared with what the tool itself builds: migrate is not on the PATH.
            """);
    assertThat(folder.resolve("target/2_b.sql")).exists();
  }

  @Test
  void whatCannotBeAppliedExitsWithThree() throws IOException {
    var source = folder.resolve("source");
    write(source.resolve("1_a.up.sql"), "CREATE TABLE a (id int);\n");
    write(source.resolve("1_a.down.sql"), "DROP TABLE a;\n");
    write(source.resolve("2_b.up.sql"), "CREATE TABLE b (id integre);\n");

    var imported = importOnServer(source, "-o", "json");

    assertThat(imported.exitCode()).as(imported.err()).isEqualTo(3);
    assertThat(imported.out())
        .contains(
            "\"notCompared\" : \"they cannot be applied\"", "type \\\"integre\\\" does not exist");
    assertThat(folder.resolve("target/2_b.sql")).exists();
  }

  @Test
  void withoutItsParametersNothingIsVerified() throws IOException {
    var source = folder.resolve("source");
    write(source.resolve("V1__a.sql"), "CREATE TABLE ${name} (id int);\n");

    var imported = importOnServer(source);

    assertThat(imported.exitCode()).as(imported.err()).isZero();
    assertThat(imported.out()).contains("\nNot verified: ").contains("name");
    var again = importOnServer(source, "--to", folder.resolve("again").toString(), "-P", "name=t");
    assertThat(again.out()).contains("Verified on PostgreSQL ");
  }

  @Test
  void revisionsNeedNoImport() throws IOException {
    var headed = folder.resolve("headed");
    write(
        headed.resolve("001_a.sql"),
        "--liquibase formatted sql\n-- A.\n--\n-- revision: 001\n\n--changeset a:1\nSELECT 1;\n");
    write(headed.resolve("002_b.yaml"), "# revision: 002\ndatabaseChangeLog: []\n");
    var plain = folder.resolve("plain");
    write(plain.resolve("1_a.sql"), "SELECT 1;\n");
    write(plain.resolve("2_b.sql"), "SELECT 2;\n");

    var refused = bare("import", headed.toString());
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            "schemactl: directory %s: holds revisions already: 2 of its files, 001_a.sql first, have the header of one; name it as the source; there is nothing to import%n"
                .formatted(headed));
    assertThat(bare("import", plain.toString()).err())
        .startsWith(
            "schemactl: directory %s: needs no import: its files are a history of 2 revisions as they are; name it as the source, or the tool: flyway, "
                .formatted(plain));
    assertThat(bare("import", "--from=liquibase", headed.toString()).exitCode()).isEqualTo(1);
  }

  private CommandLineFixture.Ended importOnServer(Path source, String... options) {
    var database = TestPostgres.newest().createDatabase();
    database.mayCreateDatabases();
    var words =
        new ArrayList<>(
            List.of("import", source.toString(), "--database-url", database.libpqUrl()));
    if (!List.of(options).contains("--to")) {
      words.addAll(List.of("--to", folder.resolve("target").toString()));
    }
    words.addAll(List.of(options));
    return bare(words.toArray(String[]::new));
  }

  @Test
  void aDirectoryOfNoToolIsRefused() {
    var refused = bare("import", folder.toString());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("holds the migrations of no tool that is known");
    assertThat(bare("import", "--from", "rails", folder.toString()).exitCode()).isEqualTo(2);
  }

  private CommandLineFixture.Ended bare(String... command) {
    return new CommandLineFixture(folder).bare(command);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
