package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.OpenTransaction;
import dev.schemamigration.testing.TerminalProcess;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program in a terminal, at which somebody watches an upgrade and presses Ctrl-C. */
class TerminalE2E {
  @TempDir Path folder;

  private final TestDatabase database = TestPostgres.newest().createDatabase();
  private CommandLineFixture files;

  @BeforeEach
  void writeTheFiles() {
    files =
        new CommandLineFixture(folder)
            .on(database)
            .table("001", "down_revision:")
            .revision(
                "002",
                "down_revision: 001",
                "ALTER TABLE t_001 ADD more int;",
                "ALTER TABLE t_001 DROP more;");
    assertThat(files.run("upgrade", "001").exitCode()).isZero();
  }

  private TerminalProcess upgrade() {
    return TerminalProcess.start(
        Map.of("DATABASE_URL", database.libpqUrl()),
        "bin/schemactl",
        "upgrade",
        "head",
        "--lock-timeout=0",
        "--source=" + folder);
  }

  @Test
  void aWaitIsShownUntilItIsOver() throws Exception {
    try (var holder = OpenTransaction.of(database, "SELECT * FROM t_001");
        var terminal = upgrade()) {
      terminal.await("\r\u001b[2K\u001b[?7lRevision 1 of 1, ");
      terminal.await("; waiting for pid " + holder.pid());
      holder.end();

      assertThat(terminal.end()).as(terminal.text()).isZero();
      assertThat(terminal.text()).endsWith("\r\u001b[2KThe database stands at 002.\r\n");
    }
  }

  @Test
  void theFirstCtrlCCancelsTheStatementAndSaysWhereTheDatabaseStands() throws Exception {
    try (var holder = OpenTransaction.of(database, "SELECT * FROM t_001");
        var terminal = upgrade()) {
      terminal.await("waiting for pid " + holder.pid());

      terminal.interrupt();

      assertThat(terminal.end()).as(terminal.text()).isEqualTo(130);
      assertThat(terminal.text())
          .contains("\r\u001b[2KStopping; Ctrl-C again ends at once\r\n")
          .contains("schemactl: stopped at upgrade of revision 002")
          .endsWith("The database stands at 001.\r\n");
    }
    assertNothingIsHalfDone();
  }

  @Test
  void theSecondCtrlCEndsAtOnceAndTheServerRollsBack() throws Exception {
    try (var holder = OpenTransaction.of(database, "SELECT * FROM t_001");
        var terminal = upgrade()) {
      terminal.await("waiting for pid " + holder.pid());

      terminal.interrupt();
      terminal.await("Stopping; Ctrl-C again ends at once");
      terminal.interrupt();

      assertThat(terminal.end()).as(terminal.text()).isEqualTo(130);
      assertThat(terminal.text()).doesNotContain("stands at");
    }
    assertNothingIsHalfDone();
  }

  private void assertNothingIsHalfDone() {
    await()
        .until(
            () ->
                database
                    .asAdministrator()
                    .rows(
                        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND application_name LIKE 'schema-migration/%'")
                    .isEmpty());
    assertThat(files.run("current").out()).isEqualTo("001\n");
    assertThat(files.run("upgrade", "head").exitCode()).isZero();
  }
}
