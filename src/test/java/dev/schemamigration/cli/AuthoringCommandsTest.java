package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.CommandLineFixture.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthoringCommandsTest {
  @TempDir Path folder;

  private CommandLineFixture terminal() {
    return new CommandLineFixture(folder);
  }

  private CommandLineFixture twoHeads() {
    return terminal()
        .table("001", "down_revision:")
        .table("002", "down_revision: 001")
        .table("003", "down_revision: 001\nbranch_labels: billing");
  }

  private List<String> files() throws IOException {
    try (var entries = Files.list(folder)) {
      return entries
          .sorted(Comparator.naturalOrder())
          .map(it -> it.getFileName().toString())
          .toList();
    }
  }

  private static Ended refused(int exitCode, String message) {
    return new Ended(exitCode, "", "schemactl: " + message + "\n");
  }

  @Test
  void aDirectoryIsMadeAndItsFirstRevisionsFollow() throws IOException {
    var made = folder.resolve("db/migrations");
    var source = "--source=" + made;

    assertThat(terminal().bare("init", made.toString()))
        .isEqualTo(
            new Ended(
                0, made.resolve("README.md") + "\n" + made.resolve("template.sql") + "\n", ""));
    assertThat(terminal().bare("revision", "-m", "Add users", source))
        .isEqualTo(new Ended(0, made.resolve("001_add_users.sql") + "\n", ""));
    assertThat(terminal().bare("revision", source))
        .isEqualTo(new Ended(0, made.resolve("002.sql") + "\n", ""));

    assertThat(terminal().bare("history", source).out())
        .isEqualTo("001 -> 002 (head), empty message\n<base> -> 001, Add users\n");
    assertThat(Files.readString(made.resolve("001_add_users.sql")))
        .startsWith("--liquibase formatted sql\n-- Add users\n--\n-- revision: 001\n");
  }

  @Test
  void initTakesTheFolderOfTheSourceAndNoneThatIsUsed() throws IOException {
    Files.writeString(folder.resolve(".gitkeep"), "");
    assertThat(terminal().run("init", "-o", "json").out())
        .contains("\"template\" : \"generic\"", "\"directory\" : \"" + folder + "\"");

    assertThat(terminal().run("init"))
        .isEqualTo(
            refused(
                1,
                "directory " + folder + ": is there already and is not empty; name another one"));
    assertThat(terminal().bare("init", folder.resolve("README.md").toString()).err())
        .isEqualTo(
            "schemactl: directory "
                + folder.resolve("README.md")
                + ": is a file; name another one\n");
    assertThat(terminal().bare("init", "-t", "async"))
        .isEqualTo(
            refused(
                2,
                "Invalid value for option '--template': 'async' is none; write generic or example;"
                    + " see schemactl init --help"));
    assertThat(terminal().bare("init", "--source", "bundled:spot-optimizer"))
        .isEqualTo(
            refused(
                2,
                "--source: bundled:spot-optimizer is a part of the program and cannot be written;"
                    + " name a folder"));
  }

  @Test
  void everyTemplateIsListedAndMakesADirectoryThatCanBeRead() throws IOException {
    var titles =
        terminal().bare("list_templates").out().lines().map(it -> it.split(" - ")[0]).toList();

    assertThat(titles).containsExactly("generic", "example");
    for (var title : titles) {
      var made = folder.resolve(title);
      assertThat(terminal().bare("init", "-t", title, made.toString()).exitCode()).isZero();
      assertThat(terminal().bare("revision", "-m", "next", "--source=" + made).err()).isEmpty();
    }
    assertThat(terminal().bare("heads", "--source=" + folder.resolve("example")).out())
        .isEqualTo("003 (head)\n");
    assertThat(terminal().bare("list_templates", "-o", "json").out())
        .contains("\"template\" : \"generic\"");
  }

  @Test
  void aBranchBeginsWhereItIsSaid() throws IOException {
    var terminal = twoHeads();

    var spliced =
        terminal.run(
            "revision", "-m", "it's \"x\"", "--head", "001", "--splice", "--branch-label", "log");
    var based = terminal.run("revision", "--head=base", "--depends-on=log", "--depends-on=002");

    assertThat(spliced).isEqualTo(new Ended(0, folder.resolve("004_it_s_x.sql") + "\n", ""));
    assertThat(based.exitCode()).as(based.err()).isZero();
    assertThat(terminal.run("history").out())
        .contains("<base> (log, 002) -> 005 (head), empty message\n")
        .contains("001 -> 004 (log) (effective head), it's \"x\"\n");
  }

  @Test
  void headsAreMerged() throws IOException {
    var terminal = twoHeads();

    var merged = terminal.run("merge", "heads", "-m", "merge", "--rev-id", "m", "-o", "json");

    assertThat(merged.out())
        .isEqualTo(
            """
            {
              "revision" : "m",
              "downRevisions" : [ "002", "003" ],
              "branchLabels" : [ ],
              "dependsOn" : [ ],
              "message" : "merge",
              "path" : "%s"
            }
            """
                .formatted(folder.resolve("m_merge.sql")));
    assertThat(terminal.run("heads").out()).isEqualTo("m (billing) (head)\n");
    assertThat(terminal.run("merge", "heads"))
        .isEqualTo(new Ended(0, "", "Nothing to merge: m is the only head.\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "revision ~ there are 2 heads: \"002\", \"003\"; name the one to follow (--head), or merge"
            + " them first",
        "revision --head 001 ~ revision \"001\" is no head: \"002\", \"003\" follow it; name one of"
            + " the heads \"002\", \"003\", or add --splice to begin a branch there",
        "revision --head 002 --rev-id 003 ~ --rev-id: \"003\" is already a revision; choose another"
            + " name",
        "revision --head 002 --rev-id a/../b ~ --rev-id: \"a/../b\" contains \"/\"; use letters,"
            + " digits, \"_\" and \".\"",
        "revision --head 002 --branch-label billing ~ --branch-label: \"billing\" is already a"
            + " branch label of revision \"003\"; choose another name",
        "revision --head 002 --depends-on base ~ --depends-on: \"base\" is no revision to depend"
            + " on; name one revision or branch label",
        "revision --head nobody ~ no revision or branch label is called \"nobody\"; list the"
            + " revisions with \"history\"",
        "merge 002 ~ \"002\" alone is nothing to merge; name two heads or more",
        "merge 002 001 ~ revision \"001\" is no head: \"002\", \"003\" follow it; name one of the"
            + " heads \"002\", \"003\", or add --splice to begin a branch there",
      })
  void whatWouldBreakTheGraphIsRefusedBeforeAnythingIsWritten(String args, String message)
      throws IOException {
    var terminal = twoHeads();
    var before = files();

    assertThat(terminal.run(args.split(" "))).isEqualTo(refused(1, message));
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aFileWithoutHeaderKeepsItsParent() throws IOException {
    var terminal = terminal().file("a_first.sql", "SELECT 1;").file("b_next.sql", "SELECT 2;");

    assertThat(terminal.run("revision", "--head", "a", "--splice", "--rev-id", "ab", "-m", "new"))
        .isEqualTo(
            refused(
                1,
                "directory "
                    + folder
                    + ": b_next.sql: does not say what it follows and would follow the new"
                    + " ab_new.sql; add a line \"down_revision: …\" at its top"));
    assertThat(files()).containsExactly("a_first.sql", "b_next.sql");
  }

  @ParameterizedTest
  @ValueSource(strings = {"VISUAL", "EDITOR"})
  void theEditorOfTheUserOpensTheFile(String variable) throws IOException {
    var terminal =
        twoHeads().with("EDITOR", "false").with(variable, "sed -i 's/Make 003/Bill them/'");

    assertThat(terminal.run("edit", "billing")).isEqualTo(new Ended(0, "", ""));
    assertThat(terminal.run("show", "003").out()).contains("    Bill them.\n");
  }

  @Test
  void anEditThatBreaksTheGraphIsReported() {
    var terminal = twoHeads().with("EDITOR", "sed -i 's/down_revision: 001/down_revision: 009/'");

    var ended = terminal.run("edit", "003");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .contains("down_revision names \"009\", which is not among the revisions");
  }

  @Test
  void anEditorThatIsMissingOrFailsIsReported() {
    assertThat(twoHeads().run("edit", "003"))
        .isEqualTo(refused(2, "no editor is named; set VISUAL or EDITOR"));
    assertThat(twoHeads().with("EDITOR", "exit 9;").run("edit", "003"))
        .isEqualTo(refused(1, "the editor \"exit 9;\" ended with exit code 9"));
    assertThat(twoHeads().with("EDITOR", "false").run("edit", "base"))
        .isEqualTo(refused(2, "\"base\" names no revision to edit"));
  }
}
