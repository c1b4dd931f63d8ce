package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.CommandLineFixture.Ended;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code history --graph} draws of files, and of files and a database together. */
class HistoryGraphPgTest {
  @TempDir Path folder;

  private CommandLineFixture terminal;

  @BeforeEach
  void writeTheFiles() {
    terminal =
        new CommandLineFixture(folder)
            .table("001", "down_revision:")
            .table("002", "down_revision: 001")
            .table("003", "down_revision: 002\nbranch_labels: billing")
            .table("004", "down_revision: 002")
            .table("005", "down_revision: 003, 004");
  }

  @Test
  void theFilesAloneAreDrawnWithoutADatabase() {
    assertThat(terminal.run("history", "--graph"))
        .isEqualTo(
            new Ended(
                0,
                """
                * 005 (billing) (head) (mergepoint), Make 005.
                |\\
                * | 003 (billing), Make 003.
                | * 004, Make 004.
                |/
                * 002 (branchpoint), Make 002.
                * 001, Make 001.
                """,
                ""));
    assertThat(terminal.run("history", "--graph", "-r", "002:003").out())
        .isEqualTo("* 003 (billing), Make 003.\n* 002 (after 001) (branchpoint), Make 002.\n");
  }

  @Test
  void whatTheDatabaseHasOfEachRevisionIsShown() throws IOException {
    terminal.on(TestPostgres.newest().createDatabase());
    terminal.run("upgrade", "003");
    terminal.run("upgrade", "004");
    Files.delete(folder.resolve("005_it.sql"));
    Files.delete(folder.resolve("003_it.sql"));
    terminal.table("006", "down_revision: 004");
    Files.writeString(
        folder.resolve("002_it.sql"), "\n-- edited\n", java.nio.file.StandardOpenOption.APPEND);

    assertThat(terminal.run("history", "--graph", "-i"))
        .isEqualTo(
            new Ended(
                0,
                """
                o 006 (head) (pending), Make 006.
                * 004 (current), Make 004.
                | * 003 (billing) (head) (current) (archived), Make 003.
                |/
                * 002 (branchpoint) (diverged), Make 002.
                * 001, Make 001.
                """,
                ""));
    terminal.with("SCHEMACTL_TERMINAL", "1");
    assertThat(terminal.run("history", "--graph", "-i").out())
        .contains(
            "o \u001b[33m006 (head) (pending), Make 006.\u001b[0m\n",
            "* \u001b[1;32m004 (current), Make 004.\u001b[0m\n",
            "| * \u001b[35m003 (billing)",
            "* \u001b[1;31m002 (branchpoint) (diverged)",
            "\n* 001, Make 001.\n");
    terminal.with("NO_COLOR", "1");
    assertThat(terminal.run("history", "--graph", "-i").out()).doesNotContain("\u001b");
    assertThat(terminal.run("history", "--graph", "-i", "-o", "json").out())
        .contains("\"standing\" : \"archived\"", "\"standing\" : \"pending\"");
    assertThat(terminal.run("history", "--graph", "-r", ":current").out())
        .contains("* 004 (current), Make 004.\n");
  }

  @Test
  void whatThePageShowsIsDrawn() throws IOException {
    var page = Files.readString(Path.of("docs/cli.md"));
    var shown = page.substring(page.indexOf("\n## Drawing a history\n")).split("```\n")[1];
    var files = Files.createDirectory(folder.resolve("page"));
    var ofPage = new CommandLineFixture(files).on(TestPostgres.newest().createDatabase());
    named(ofPage, "001", "down_revision:", "Add users.");
    named(ofPage, "002", "down_revision: 001", "Add mail.");
    named(ofPage, "003", "down_revision: 002\n-- branch_labels: billing", "Add customers.");
    named(ofPage, "004", "down_revision: 002", "Add invoices.");
    assertThat(ofPage.run("upgrade", "heads").exitCode()).isZero();
    Files.delete(files.resolve("003_it.sql"));
    named(ofPage, "006", "down_revision: 004", "Add totals.");
    Files.writeString(
        files.resolve("002_it.sql"), "\n-- edited\n", java.nio.file.StandardOpenOption.APPEND);

    assertThat(ofPage.run("history", "--graph", "-i")).isEqualTo(new Ended(0, shown, ""));
  }

  private static void named(CommandLineFixture terminal, String id, String header, String message) {
    terminal.file(
        id + "_it.sql",
        """
        --liquibase formatted sql
        -- %s
        --
        -- revision: %s
        -- %s

        --changeset test:%s
        CREATE TABLE t_%s (id int);
        --rollback DROP TABLE t_%s;
        """
            .formatted(message, id, header, id, id, id));
  }

  @Test
  void documentsAreWrittenInTheFormatAskedFor() {
    assertThat(terminal.run("history", "--format", "mermaid").out())
        .startsWith(
            "flowchart BT\n  r0[\"005 (billing) (head) (mergepoint), Make 005.\"]:::unknown\n")
        .contains("\n  r1 --> r0\n");
    assertThat(terminal.run("history", "--format", "dot").out())
        .startsWith("digraph history {\n")
        .contains("\n  \"003\" -> \"005\";\n");
    assertThat(terminal.run("history", "--format", "svg").out())
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" ")
        .endsWith("</svg>\n");
    assertThat(terminal.run("history", "--format", "png"))
        .isEqualTo(
            new Ended(
                2,
                "",
                "schemactl: Invalid value for option '--format': 'png' is no format; write text,"
                    + " svg, mermaid or dot; see schemactl history --help\n"));
    assertThat(terminal.run("history", "--graph", "-v"))
        .isEqualTo(
            new Ended(
                2,
                "",
                "schemactl: --verbose and --graph show different things; leave one of them out; see"
                    + " schemactl history --help\n"));
  }

  @Test
  void longRunsAreDrawnAsOneLineUnlessAllIsAskedFor() {
    for (var i = 6; i <= 100; i++) {
      terminal.table("%03d".formatted(i), "down_revision: %03d".formatted(i - 1));
    }

    assertThat(terminal.run("history", "--graph").out())
        .startsWith("* 100 (billing) (head), Make 100.\n~ 94 revisions, 099 to 006\n* 005 ");
    assertThat(terminal.run("history", "--graph", "--full").out().lines()).hasSize(102);
  }
}
