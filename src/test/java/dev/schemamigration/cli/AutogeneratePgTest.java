package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.CommandLineFixture.Ended;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code revision --autogenerate}, {@code check} and {@code drift}, beside a real database. */
class AutogeneratePgTest {
  private static final TestPostgres SERVER = TestPostgres.newest();

  @TempDir private Path folder;
  @TempDir private Path elsewhere;

  private TestDatabase creator() {
    return SERVER.createDatabase().mayCreateDatabases();
  }

  private String desired(String sql) throws IOException {
    return "--desired=" + Files.writeString(elsewhere.resolve("schema.sql"), sql);
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }

  private String content(String file) throws IOException {
    var text = Files.readString(folder.resolve(file));
    return text.substring(text.indexOf("--changeset"));
  }

  private static void assertNoScratchDatabases() {
    assertThat(
            SERVER
                .administrator("postgres")
                .rows("SELECT datname FROM pg_database WHERE datname LIKE 'schemactl_scratch%'"))
        .isEmpty();
  }

  @Test
  void aDifferenceBecomesRevisionsThatAreProved() throws IOException {
    var database = creator();
    var terminal =
        new CommandLineFixture(folder)
            .on(database)
            .revision(
                "001",
                "",
                "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE a (id int PRIMARY KEY, m mood, x"
                    + " int);",
                "DROP TABLE a; DROP TYPE mood;");
    var schema =
        desired(
            """
            CREATE TYPE mood AS ENUM ('sad', 'happy');
            CREATE TABLE a (id int PRIMARY KEY, m mood, x int NOT NULL CHECK (x > 0));
            CREATE INDEX a_x ON a (x);
            """);

    assertThat(terminal.run("check", schema))
        .satisfies(it -> assertThat(it.exitCode()).isEqualTo(3))
        .satisfies(it -> assertThat(it.out()).startsWith("New upgrade operations detected:\n"));

    var made = terminal.run("revision", "--autogenerate", "-m", "grow", schema);
    assertThat(made.exitCode()).as(made.out() + made.err()).isZero();
    assertThat(files())
        .containsExactly(
            "001_it.sql",
            "002_grow_values_of_enums.sql",
            "003_grow.sql",
            "004_grow_validation.sql",
            "005_grow_indexes.sql");
    assertThat(content("002_grow_values_of_enums.sql"))
        .startsWith(
            "--changeset schemactl:002\nALTER TYPE public.mood ADD VALUE 'happy' AFTER 'sad';\n");
    assertThat(content("005_grow_indexes.sql"))
        .isEqualTo(
            """
            --changeset schemactl:005 runInTransaction:false
            CREATE INDEX CONCURRENTLY a_x ON public.a USING btree (x);
            --rollback DROP INDEX CONCURRENTLY public.a_x;
            """);

    assertThat(terminal.run("check", schema))
        .isEqualTo(new Ended(0, "No new upgrade operations detected.\n", ""));
    assertThat(terminal.run("revision", "--autogenerate", "-m", "again", schema).out())
        .isEqualTo("No changes in schema detected; nothing is written.\n");
    assertThat(terminal.run("upgrade", "head").exitCode()).isZero();
    assertThat(terminal.run("check").out()).isEqualTo("The database is up to date.\n");
    assertThat(terminal.run("downgrade", "base").exitCode()).isZero();
    assertNoScratchDatabases();
  }

  @Test
  void aRenameIsNotGuessed() throws IOException {
    var terminal =
        new CommandLineFixture(folder)
            .on(creator())
            .revision("001", "", "CREATE TABLE a (id int PRIMARY KEY, old text);", "DROP TABLE a;");
    var schema = desired("CREATE TABLE a (id int PRIMARY KEY, new text);");

    assertThat(terminal.run("revision", "--autogenerate", "-m", "x", schema).exitCode()).isZero();
    assertThat(content("002_x.sql"))
        .contains(
            "-- destroys data: drops column old of a; if it is only renamed: a.old=new\n"
                + "ALTER TABLE ONLY public.a\n\tDROP COLUMN old;\n");
    Files.delete(folder.resolve("002_x.sql"));

    assertThat(
            terminal
                .run("revision", "--autogenerate", "-m", "x", schema, "--rename", "a.old=new")
                .exitCode())
        .isZero();
    assertThat(content("002_x.sql"))
        .isEqualTo(
            """
            --changeset schemactl:002
            ALTER TABLE public.a RENAME COLUMN old TO new;
            --rollback ALTER TABLE public.a RENAME COLUMN new TO old;
            """);
    Files.delete(folder.resolve("002_x.sql"));

    var moved = desired("CREATE SCHEMA s; CREATE TABLE s.a (id int PRIMARY KEY, old text);");
    assertThat(
            terminal
                .run("revision", "--autogenerate", "-m", "x", moved, "--rename", "a=s.a")
                .exitCode())
        .isZero();
    assertThat(content("002_x.sql"))
        .isEqualTo(
            """
            --changeset schemactl:002
            CREATE SCHEMA s;

            ALTER TABLE public.a SET SCHEMA s;
            --rollback ALTER TABLE s.a SET SCHEMA public;
            --rollback DROP SCHEMA s;
            """);
    Files.delete(folder.resolve("002_x.sql"));

    var commented =
        desired(
            "-- renamed_from: a\nCREATE TABLE b (id int PRIMARY KEY, -- key\n"
                + "  new text -- renamed_from: old\n);");
    assertThat(terminal.run("revision", "--autogenerate", "-m", "x", commented).exitCode())
        .isZero();
    assertThat(content("002_x.sql"))
        .contains("ALTER TABLE public.a RENAME TO b;")
        .contains("ALTER TABLE public.b RENAME COLUMN old TO new;")
        .doesNotContain("DROP");
  }

  @Test
  void whatCannotBeProvedIsNotWritten() throws IOException {
    var database = creator();
    var terminal = new CommandLineFixture(folder).on(database).table("001", "");
    var schema = desired("CREATE TABLE t_001 (id int); CREATE PUBLICATION p FOR TABLE t_001;");

    var refused = terminal.run("revision", "--autogenerate", "-m", "x", schema);
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err())
        .startsWith("Not proved: the upgrade leaves added publication p: ")
        .endsWith(
            "Nothing is written; --unproved writes it all the same, to be completed by hand\n");
    assertThat(files()).containsExactly("001_it.sql");
    assertNoScratchDatabases();
  }

  @Test
  void whereverARevisionIsPlacedOnlyItselfIsUndoneForItsProof() throws IOException {
    var terminal =
        new CommandLineFixture(folder)
            .on(creator())
            .table("001", "down_revision:")
            .table("002", "down_revision: 001")
            .table("003", "down_revision: 001");
    var schema =
        desired(
            "CREATE TABLE t_001 (id int); CREATE TABLE t_002 (id int); CREATE TABLE t_003 (id int);"
                + " CREATE TABLE more (id int);");

    for (var place :
        List.of(
            "--head 001 --splice",
            "--head base --branch-label logs",
            "--head 003",
            "--head 002 --head 003",
            "--head 002 --depends-on 003")) {
      var words = new ArrayList<>(List.of("revision", "--autogenerate", "-m", "x", schema));
      words.addAll(List.of(place.split(" ")));
      var made = terminal.run(words.toArray(String[]::new));
      assertThat(made).as(place).isEqualTo(new Ended(0, folder.resolve("004_x.sql") + "\n", ""));
      assertThat(content("004_x.sql"))
          .endsWith(
              "CREATE TABLE public.more (\n\tid integer\n);\n--rollback DROP TABLE public.more;\n");
      Files.delete(folder.resolve("004_x.sql"));
    }
  }

  @Test
  void driftIsFoundMendedAndRecorded() throws IOException {
    var database = creator();
    var terminal =
        new CommandLineFixture(folder)
            .on(database)
            .revision(
                "001",
                "",
                "CREATE TABLE a (id int PRIMARY KEY, x int DEFAULT ${start});",
                "DROP TABLE a;");
    assertThat(terminal.run("upgrade", "head", "-P", "start=7").exitCode()).isZero();
    Files.delete(folder.resolve("001_it.sql"));
    assertThat(terminal.run("drift"))
        .isEqualTo(
            new Ended(0, "No drift: the database is what its revisions produce (001).\n", ""));

    database.execute(
        "ALTER TABLE a ALTER COLUMN x TYPE bigint",
        "CREATE INDEX by_hand ON a (x)",
        "CREATE TABLE tmp_1 (id int PRIMARY KEY)");
    var found = terminal.run("drift", "--ignore", "table:public.tmp_*");
    assertThat(found.exitCode()).isEqualTo(3);
    assertThat(found.out())
        .isEqualTo(
            """
            The database differs from what its revisions produce (001).
            Only in the database:
              index public.by_hand: CREATE INDEX by_hand ON public.a USING btree (x)
            Different in the database:
              column public.a.x: integer DEFAULT 7 -> bigint DEFAULT 7
            """);
    var recorded = terminal.run("drift", "--sql", "record", "--ignore", "table:public.tmp_*");
    assertThat(recorded.out())
        .contains("ALTER COLUMN x TYPE bigint")
        .contains("CREATE INDEX by_hand ON public.a USING btree (x);")
        .doesNotContain("tmp_1");
    var mended = terminal.run("drift", "--sql", "mend", "--ignore", "table:public.tmp_*");
    database.execute(mended.out());
    assertThat(terminal.run("drift", "--ignore", "table:public.tmp_*").exitCode()).isZero();
    assertNoScratchDatabases();
  }

  @Test
  void driftIsADocumentToo() throws IOException {
    var database = creator();
    var terminal =
        new CommandLineFixture(folder)
            .on(database)
            .revision("001", "", "CREATE TABLE a (id int PRIMARY KEY);", "DROP TABLE a;");
    assertThat(terminal.run("upgrade", "head").exitCode()).isZero();
    assertThat(terminal.run("drift", "-o", "json"))
        .isEqualTo(
            new CommandLineFixture.Ended(
                0,
                """
                {
                  "heads" : [ "001" ],
                  "drifted" : false,
                  "changes" : [ ]
                }
                """,
                ""));

    database.execute("ALTER TABLE a ALTER COLUMN id TYPE bigint", "CREATE SEQUENCE s");
    var found = terminal.run("drift", "-o", "json");
    assertThat(found.exitCode()).isEqualTo(3);
    assertThat(found.out())
        .isEqualTo(
            """
            {
              "heads" : [ "001" ],
              "drifted" : true,
              "changes" : [ {
                "change" : "changed",
                "kind" : "column",
                "name" : "public.a.id",
                "before" : "integer\\nNOT NULL",
                "after" : "bigint\\nNOT NULL"
              }, {
                "change" : "added",
                "kind" : "sequence",
                "name" : "public.s",
                "before" : null,
                "after" : "bigint START 1 INCREMENT 1 MIN 1 MAX 9223372036854775807 CACHE 1"
              } ]
            }
            """);
    assertThat(terminal.run("drift", "-o", "json", "--sql", "mend").out())
        .contains("\"sql\" : \"")
        .contains("DROP SEQUENCE public.s")
        .contains("\"remedy\" : \"mend\"");
  }

  @Test
  void strictDriftFailsWhereNoSqlIsWritten() throws IOException {
    var database = creator();
    var terminal = new CommandLineFixture(folder).on(database).table("001", "");
    assertThat(terminal.run("upgrade", "head").exitCode()).isZero();
    assertThat(terminal.run("drift", "--strict").exitCode()).isZero();

    database.execute("CREATE TABLE by_hand (id int)");
    assertThat(terminal.run("drift", "--strict").exitCode()).isEqualTo(3);
    database.execute("CREATE PUBLICATION p");
    var listed = terminal.run("drift");
    assertThat(listed.exitCode()).isEqualTo(3);
    assertThat(listed.out())
        .contains("  publication p: ")
        .contains("no SQL is written for this kind");
    var strict = terminal.run("drift", "--strict");
    assertThat(strict.exitCode()).isEqualTo(1);
    assertThat(strict.out()).isEmpty();
    assertThat(strict.err())
        .startsWith("schemactl: no SQL is written for added publication p: ")
        .endsWith("; mend it by hand, or leave out --strict\n");
    assertThat(terminal.run("drift", "--strict", "--ignore", "publication:*").exitCode())
        .isEqualTo(3);
  }
}
