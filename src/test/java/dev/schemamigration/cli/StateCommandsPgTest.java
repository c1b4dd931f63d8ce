package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.CommandLineFixture.Ended;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCommandsPgTest {
  @TempDir Path folder;

  private final TestDatabase database = TestPostgres.newest().createDatabase();
  private CommandLineFixture terminal;

  @BeforeEach
  void writeTheFiles() {
    terminal =
        new CommandLineFixture(folder)
            .on(database)
            .table("001", "down_revision:")
            .table("002", "down_revision: 001")
            .table("003", "down_revision: 002");
  }

  @Test
  void currentOfAnEmptyDatabaseIsNothingAndWritesNothing() {
    assertThat(terminal.run("current")).isEqualTo(new Ended(0, "", ""));
    assertThat(database.rows("SELECT 1 FROM pg_namespace WHERE nspname = 'schema_migration'"))
        .isEmpty();
  }

  @Test
  void currentShowsTheHeads() {
    terminal.run("upgrade", "002");
    assertThat(terminal.run("current")).isEqualTo(new Ended(0, "002\n", ""));

    terminal.run("upgrade", "head");
    assertThat(terminal.run("current")).isEqualTo(new Ended(0, "003 (head)\n", ""));
    assertThat(terminal.run("current", "-v").out())
        .isEqualTo(
            """
            Current revision(s) for %s:
            Rev: 003 (head)
            Parent: 002
            Path: 003_it.sql

                Make 003.

            """
                .formatted(database.libpqUrl().replaceFirst(":[^:/@]+@", ":***@")));
  }

  @Test
  void checkHeadsExitsWithThreeWhenRevisionsAreMissing() {
    terminal.run("upgrade", "002");

    assertThat(terminal.run("current", "--check-heads"))
        .isEqualTo(new Ended(3, "002\n", "Not applied: 003.\n"));
    terminal.run("upgrade", "head");
    assertThat(terminal.run("current", "--check-heads").exitCode()).isZero();
  }

  @Test
  void whatOnlyTheArchiveHasIsCurrentToo() throws Exception {
    terminal.run("upgrade", "head");
    Files.delete(folder.resolve("003_it.sql"));

    assertThat(terminal.run("current")).isEqualTo(new Ended(0, "003 (head)\n", ""));
    assertThat(terminal.run("show", "current").out()).contains("Path: 003_it.sql (archived)\n");
  }

  @Test
  void historyMarksTheCurrentRevisionOnRequest() {
    terminal.run("upgrade", "002");

    assertThat(terminal.run("history", "-i").out())
        .isEqualTo(
            """
            002 -> 003 (head), Make 003.
            001 -> 002 (current), Make 002.
            <base> -> 001, Make 001.
            """);
    assertThat(terminal.run("history", "-r", "current:").out())
        .isEqualTo("002 -> 003 (head), Make 003.\n001 -> 002, Make 002.\n");
  }

  @Test
  void aPlanIsShownAndNotRun() {
    terminal.revision("004", "down_revision: 003", "CREATE TABLE x ();", "");
    terminal.run("upgrade", "002");

    var ended = terminal.run("plan");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out())
        .matches(
            """
            002 -> 004
              upgrade 003, Make 003\\.
              upgrade 004, Make 004\\. \\(cannot be undone\\)
            sha256:[0-9a-f]{64}
            """);
    assertThat(terminal.run("plan", "base").out())
        .startsWith("002 -> base\n  downgrade 002, Make 002.\n  downgrade 001, Make 001.\n");
    assertThat(terminal.run("plan", "002"))
        .isEqualTo(new Ended(0, "", "Nothing to do: the database stands at 002.\n"));
    assertThat(terminal.run("current").out()).isEqualTo("002\n");
  }

  @Test
  void aPlanForASourceThatLostRevisionsIsRefusedAsForAResource() throws IOException {
    terminal.run("upgrade", "head");
    Files.delete(folder.resolve("003_it.sql"));

    assertThat(terminal.run("plan"))
        .isEqualTo(
            new Ended(
                4,
                "",
                "schemactl: \"head\" would undo revision \"003\", only because directory "
                    + folder
                    + " no longer has it; put the file back; or, to go down, name the revision to"
                    + " go down to (002); or set --source-shrinks allow, if a reverted commit is to"
                    + " undo what it had applied\n"));
    assertThat(terminal.run("plan", "002").out()).startsWith("003 -> 002\n  downgrade 003,");
    assertThat(terminal.run("plan", "--source-shrinks", "allow").out())
        .startsWith("003 -> 002\n  downgrade 003,");
    assertThat(terminal.run("plan", "--source-shrinks", "maybe").err())
        .contains("'maybe' is none; write refuse or allow");
    assertThat(terminal.run("upgrade", "head").out() + terminal.run("current").out())
        .contains("003");

    Files.delete(folder.resolve("002_it.sql"));
    terminal.table("003", "down_revision: 002");
    for (var command : List.of("plan", "upgrade")) {
      assertThat(terminal.run(command, "003").err())
          .isEqualTo(
              "schemactl: --source: directory "
                  + folder
                  + " no longer has revision \"002\", which is applied and below revision \"003\";"
                  + " put the file back as it was\n");
    }
    assertThat(terminal.run("downgrade", "-1").exitCode()).isZero();
  }

  @Test
  void aPlanOverWhatCannotBeUndoneIsRefused() {
    terminal.revision("004", "down_revision: 003", "CREATE TABLE x ();", "");
    terminal.run("upgrade", "head");

    assertThat(terminal.run("plan", "base").exitCode()).isEqualTo(4);
  }

  @Test
  void stampRecordsWithoutRunningAndTheJournalKeepsIt() {
    var ended = terminal.run("stamp", "002");

    assertThat(ended).isEqualTo(new Ended(0, "", "Recorded: the database stands at 002.\n"));
    assertThat(terminal.run("current").out()).isEqualTo("002\n");
    assertThat(database.rows("SELECT 1 FROM pg_tables WHERE tablename LIKE 't\\_0%'")).isEmpty();
    assertThat(
            database.rows(
                "SELECT event, author FROM schema_migration.revision_journal WHERE event ="
                    + " 'STAMPED'"))
        .containsExactly("STAMPED\tschemactl");
  }

  @Test
  void anEditedFileIsAcceptedAndTheJournalKeepsIt() throws IOException {
    terminal.run("upgrade", "head");
    var file = folder.resolve("002_it.sql");
    var applied = database.one("SELECT applied_at FROM schema_migration.revision_archive LIMIT 1");
    Files.writeString(
        file, Files.readString(file).replace("CREATE TABLE", "-- a remark\nCREATE TABLE"));
    assertThat(terminal.run("upgrade", "head").err())
        .contains(
            "revision 002: file 002_it.sql was edited after it had been applied",
            "; where the edit changes nothing, add validCheckSum 9:",
            " to the changeset, or stamp the revision with accept");

    assertThat(terminal.run("stamp", "--accept", "002"))
        .isEqualTo(new Ended(0, "", "Recorded: 002 with its file as it is now.\n"));

    assertThat(terminal.run("upgrade", "head").exitCode()).isZero();
    assertThat(terminal.run("current").out()).isEqualTo("003 (head)\n");
    assertThat(database.one("SELECT applied_at FROM schema_migration.revision_archive LIMIT 1"))
        .isEqualTo(applied);
    assertThat(
            database.rows(
                "SELECT event, revision, author, detail ~ '^002_it.sql: [0-9a-f]{64} before,"
                    + " [0-9a-f]{64} now$' FROM schema_migration.revision_journal WHERE event ="
                    + " 'ACCEPTED'"))
        .containsExactly("ACCEPTED\t002\tschemactl\tt");
    assertThat(terminal.run("downgrade", "base").exitCode()).isZero();
    assertThat(database.rows("SELECT 1 FROM pg_tables WHERE tablename LIKE 't\\_0%'")).isEmpty();
  }

  @Test
  void onlyTheFileOfAnAppliedRevisionCanBeAccepted() throws IOException {
    terminal.run("upgrade", "002");

    assertThat(terminal.run("stamp", "--accept", "003").err())
        .isEqualTo(
            "schemactl: revision 003 is not applied; only the file of an applied revision can be"
                + " accepted\n");
    assertThat(terminal.run("stamp", "--accept", "--purge", "001").exitCode()).isEqualTo(2);
    assertThat(terminal.run("stamp", "--accept", "nothing").exitCode()).isEqualTo(1);
  }

  @Test
  void purgeForgetsWhatIsRecorded() {
    terminal.run("upgrade", "head");

    assertThat(terminal.run("stamp", "--purge", "001").exitCode()).isZero();
    assertThat(terminal.run("current").out()).isEqualTo("001\n");
    assertThat(database.one("SELECT count(*) FROM schema_migration.databasechangelog"))
        .isEqualTo("1");
  }

  @Test
  void aDatabaseThatIsAheadOfItsFilesIsBroughtUpFromTheStamp() {
    database.execute("CREATE TABLE t_001 (id int)", "CREATE TABLE t_002 (id int)");
    terminal.run("stamp", "002");

    assertThat(terminal.run("upgrade", "head").err())
        .isEqualTo("Running upgrade 002 -> 003, Make 003.\nThe database stands at 003.\n");
  }
}
