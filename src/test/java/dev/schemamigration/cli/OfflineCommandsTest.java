package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script cannot hold is refused by name, before any of it is written. */
class OfflineCommandsTest {
  @TempDir Path folder;

  private CommandLineFixture terminal;

  @BeforeEach
  void writeTheFiles() {
    terminal =
        new CommandLineFixture(folder)
            .table("001", "down_revision:")
            .table("002", "down_revision: 001");
  }

  @Test
  void noDatabaseIsAsked() {
    terminal.with("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nowhere");

    assertThat(terminal.run("upgrade", "001:002", "--sql").exitCode()).isZero();
    assertThat(terminal.run("downgrade", "002:base", "--sql").exitCode()).isZero();
    assertThat(terminal.run("stamp", "head", "--sql").exitCode()).isZero();
  }

  @Test
  void aDowngradeNeedsARange() {
    refused(
        1,
        "\"base\" is not a target: a script that undoes needs to know where it begins:"
            + " \"FROM:TO\"",
        "downgrade",
        "base",
        "--sql");
  }

  @Test
  void aSecretIsNotWritten() {
    terminal.file("secret.txt", "hunter2");

    refused(
        2,
        "--secret-parameter password: a script would hold the value in clear text; apply revisions"
            + " that use it over a connection, or give a value that may be read with -P",
        "upgrade",
        "head",
        "--sql",
        "--secret-parameter",
        "password=" + folder.resolve("secret.txt"));
  }

  @Test
  void aScriptIsNoJson() {
    var ended = terminal.run("stamp", "001", "--sql", "-o", "json");

    assertThat(ended.err())
        .isEqualTo("schemactl: --sql writes a script and no JSON; leave -o json out\n");
    assertThat(ended.exitCode()).isEqualTo(2);
  }

  @Test
  void aScriptNeedsNoThrowAwayDatabase() {
    refused(
        2,
        "--sql writes a script and runs nothing; leave --embedded out",
        "upgrade",
        "head",
        "--sql",
        "--embedded");
  }

  @Test
  void whatOnlyTheDatabaseKnowsIsRefusedByName() {
    changeset(
        "test:a",
        "--preconditions onFail:MARK_RAN\n--precondition-sql-check expectedResult:0 SELECT 0\nSELECT 1;");
    refused(
        1,
        "revision file 003_it.sql, changeset test:a: a precondition in a script is not allowed; run"
            + " this revision over a connection",
        "upgrade",
        "head",
        "--sql");

    changeset("test:a failOnError:false", "SELECT 1;");
    refused(
        1,
        "revision file 003_it.sql, changeset test:a: failOnError:false in a script is not allowed;"
            + " an error ends a script; run this revision over a connection",
        "upgrade",
        "head",
        "--sql");
  }

  @Test
  void whatCannotBeUndoneIsNotWritten() {
    terminal.revision("003", "down_revision: 002", "CREATE TABLE x ();", "");

    refused(
        4,
        "revision 003 cannot be undone: changeset test:003 (sql) has no rollback (write --rollback"
            + " empty if nothing is to be undone); choose a target that keeps it",
        "downgrade",
        "003:002",
        "--sql");
  }

  private void changeset(String header, String sql) {
    terminal.file(
        "003_it.sql",
        "--liquibase formatted sql\n-- revision: 003\n-- down_revision: 002\n--changeset "
            + header
            + "\n"
            + sql
            + "\n--rollback SELECT 1;\n");
  }

  private void refused(int exitCode, String message, String... command) {
    var ended = terminal.run(command);
    assertThat(ended.err()).isEqualTo("schemactl: " + message + "\n");
    assertThat(ended.exitCode()).isEqualTo(exitCode);
    assertThat(ended.out()).isEmpty();
  }
}
