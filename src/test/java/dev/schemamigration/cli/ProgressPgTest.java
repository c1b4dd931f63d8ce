package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.OpenTransaction;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run that waits shows meanwhile. */
class ProgressPgTest {
  private static final String REPORT = "SELECT * FROM t_001";

  @TempDir Path folder;

  private final TestDatabase database = TestPostgres.newest().createDatabase();
  private CommandLineFixture terminal;

  @BeforeEach
  void writeTheFiles() {
    terminal =
        new CommandLineFixture(folder)
            .on(database)
            .table("001", "down_revision:")
            .revision(
                "002",
                "down_revision: 001",
                "ALTER TABLE t_001 ADD more int;",
                "ALTER TABLE t_001 DROP more;")
            .file(
                "003_index.sql",
                """
                --liquibase formatted sql
                -- Index.
                --
                -- revision: 003
                -- down_revision: 002

                --changeset test:003 runInTransaction:false
                CREATE INDEX CONCURRENTLY t_001_id ON t_001 (id);
                --rollback DROP INDEX CONCURRENTLY t_001_id;
                """);
    upgrade("001");
  }

  private void upgrade(String target) {
    var ended = terminal.run("upgrade", target);
    assertThat(ended.exitCode()).as(ended.err()).isZero();
  }

  private static void awaitText(CommandLineFixture.Running running, String text) {
    await().until(() -> running.err().contains(text));
  }

  private static String session(OpenTransaction holder) {
    return "pid " + holder.pid() + " (" + OpenTransaction.NAME + ", idle in transaction since ";
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3s"})
  void aStatementThatWaitsForALockNamesItsHolder(String lockTimeout) throws Exception {
    try (var holder = OpenTransaction.of(database, REPORT)) {
      var running = terminal.start("upgrade", "002", "--lock-timeout", lockTimeout);

      awaitText(running, "\nWaiting for " + session(holder));
      holder.end();

      assertThat(running.end().exitCode()).as(running.err()).isZero();
    }
  }

  @Test
  void onATerminalItIsShownWithThePlaceInThePlan() throws Exception {
    terminal.with("SCHEMACTL_PROGRESS", "1");
    try (var holder = OpenTransaction.of(database, REPORT)) {
      var running = terminal.start("upgrade", "head", "--lock-timeout", "0");

      awaitText(running, "Revision 1 of 2, ");
      awaitText(running, "; waiting for " + session(holder));
      holder.end();

      var ended = running.end();
      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(ended.err().replaceAll("\r\u001b\\[2K(\u001b\\[\\?7l.*?\u001b\\[\\?7h)?", ""))
          .isEqualTo(
              """
              Running upgrade 001 -> 002, Make 002.
              Running upgrade 002 -> 003, Index.
              The database stands at 003.
              """);
    }
  }

  @Test
  void statementsOutsideOfATransactionNameItsHolderToo() throws Exception {
    upgrade("002");
    try (var holder = OpenTransaction.of(database, "INSERT INTO t_001 VALUES (1)")) {
      var running = terminal.start("upgrade", "003");
      awaitText(running, "\nWaiting for " + session(holder));
      holder.end();
      assertThat(running.end().exitCode()).as(running.err()).isZero();
    }

    try (var holder = OpenTransaction.of(database, "INSERT INTO t_001 VALUES (1)")) {
      var running = terminal.start("downgrade", "002");
      awaitText(running, "\nWaiting for " + session(holder));
      holder.end();
      assertThat(running.end().exitCode()).as(running.err()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"upgrade 002", "stamp 002", "stamp --accept 001", "ensure_version"})
  void whatWaitsForAnotherRunNamesIt(String command) throws Exception {
    try (var holder = OpenTransaction.of(database, REPORT)) {
      var first = terminal.start("upgrade", "002", "--lock-timeout", "0");
      awaitText(first, "\nWaiting for pid ");
      var second = terminal.start(command.split(" "));

      awaitText(
          second,
          "Waiting: another run holds the migration lock of " + database.settings().address());
      assertThat(second.err()).contains("schema-migration/schemactl/002");
      holder.end();

      assertThat(first.end().exitCode()).as(first.err()).isZero();
      assertThat(second.end().exitCode()).as(second.err()).isZero();
    }
  }
}
