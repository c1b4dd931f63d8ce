package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.CommandLineFixture.Ended;
import dev.schemamigration.cli.output.Console;
import dev.schemamigration.testing.GoldenFiles;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All that the reading commands print of one history, whose first row the database has; {@code b2}
 * and {@code l1} are applied too. The file of 002 was edited afterwards, that of b2 is gone.
 *
 * <pre>
 *   001 ─┬─ 002 ── 003 ─┬─ 004 ── 005 (cannot be undone)
 *        └─ b1[billing] ┴─ b2 (needs 002)
 *   l1[logs] (needs b1)
 * </pre>
 *
 * The files in {@code src/test/resources/commands} hold command, standard output, standard error
 * behind {@code 2>}, and exit code. To write them again, run this test with {@code
 * -Dgolden.update=true}.
 */
class ReadingCommandsPgTest {
  private static final GoldenFiles EXPECTED = new GoldenFiles("commands");

  /** They write, or have tests of their own for all that they print. */
  private static final List<String> OTHERS =
      List.of(
          "init",
          "revision",
          "merge",
          "edit",
          "upgrade",
          "downgrade",
          "check",
          "drift",
          "verify",
          "stamp",
          "ensure_version",
          "import",
          "completion",
          "demo",
          "operator",
          // They ask the cluster: ResourceCommandsKubeIT.
          "status",
          "suspend",
          "resume",
          "reconcile",
          "approve");

  /** What is asked of each reading command. */
  private static final Map<String, List<String>> ASKED =
      new TreeMap<>(
          Map.of(
              "current",
              List.of("", "-v", "--check-heads", "-o json"),
              "history",
              List.of(
                  "",
                  "-v",
                  "-i",
                  "-i -v",
                  "-r 001:003",
                  "-r current:",
                  "--graph",
                  "--graph -i",
                  "--graph -i -r b1:b2",
                  "--format mermaid",
                  "--format mermaid -i",
                  "--format dot -i",
                  "--format svg -i",
                  "-i -o json"),
              "heads",
              List.of("", "-v", "--resolve-dependencies", "-o json"),
              "branches",
              List.of("", "-v", "-o json"),
              "show",
              List.of("004", "billing", "current", "heads", "nowhere", "002 -o json"),
              "plan",
              List.of(
                  "",
                  "heads",
                  "heads --source-shrinks allow",
                  "billing@head",
                  "002",
                  "004",
                  "005 --source-shrinks allow -o json",
                  "nowhere -o json"),
              "compatible",
              List.of("001", "004", "b2", "nowhere", "001 -o json", "004 -o json"),
              "wait",
              List.of(
                  "--at-least 001",
                  "--at-least 004 --timeout 1ms",
                  "--at-least 001 -o json",
                  "--at-least 004 --timeout 1ms -o json"),
              "list_templates",
              List.of("", "-o json"),
              "adopt",
              List.of("--dry-run", "--dry-run -o json")));

  @TempDir static Path folder;

  private static TestDatabase database;
  private static TestDatabase ofAlembic;
  private static CommandLineFixture terminal;

  static Stream<String> asked() {
    return ASKED.keySet().stream();
  }

  @BeforeAll
  static void prepare() throws IOException {
    database = TestPostgres.newest().createDatabase();
    ofAlembic = TestPostgres.newest().createDatabase();
    terminal =
        new CommandLineFixture(folder)
            .on(database)
            .table("001", "down_revision:")
            .table("002", "down_revision: 001")
            .table("003", "down_revision: 002")
            .table("b1", "down_revision: 001\nbranch_labels: billing")
            .table("b2", "down_revision: b1\ndepends_on: 002")
            .table("l1", "down_revision:\nbranch_labels: logs\ndepends_on: b1");
    assertThat(terminal.run("upgrade", "heads").exitCode()).isZero();
    Files.delete(folder.resolve("b2_it.sql"));
    var edited = folder.resolve("002_it.sql");
    Files.writeString(edited, Files.readString(edited).replace("Make 002.", "Make the second."));
    terminal
        .table("004", "down_revision: 003, b1")
        .revision("005", "down_revision: 004", "DROP TABLE t_001;", "");
    ofAlembic.execute(
        "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)",
        "INSERT INTO alembic_version VALUES ('003'), ('b1')");
  }

  @ParameterizedTest
  @MethodSource("asked")
  void everythingIsPrintedAsItWas(String command) {
    if (command.equals("adopt")) {
      terminal.on(ofAlembic);
    }

    var transcript =
        ASKED.get(command).stream()
            .map(it -> it.isEmpty() ? command : command + " " + it)
            .map(it -> transcript(it, terminal.run(it.split(" "))))
            .collect(Collectors.joining("\n"));

    terminal.on(database);
    EXPECTED.compare(command, neutral(transcript));
  }

  @Test
  void everyReadingCommandHasAFileAndNoFileIsLeftOver() {
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    var all =
        new TreeSet<>(
            SchemaCtl.commandLine(new Console(nowhere, nowhere, Map.of()), "1.2.3", () -> 0)
                .getSubcommands()
                .keySet());
    all.removeAll(OTHERS);

    assertThat(ASKED.keySet()).isEqualTo(all);
    assertThat(EXPECTED.names()).isEqualTo(all);
  }

  private static String transcript(String command, Ended ended) {
    return "$ schemactl %s\n%s%sexit %d\n"
        .formatted(
            command,
            ended.out(),
            ended.err().replaceAll("(?m)^", "2> ").replaceAll("2> $", ""),
            ended.exitCode());
  }

  /** Names, ports and versions differ from run to run, and plans by the ids of applications. */
  private static String neutral(String transcript) {
    return Stream.of(database, ofAlembic)
        .reduce(
            transcript,
            (text, it) ->
                text.replace(it.name(), "shop")
                    .replace(it.user(), "owner")
                    .replace(":" + it.settings().port() + "/", ":5432/"),
            String::concat)
        .replace(folder.toString(), "migrations")
        .replaceAll("PostgreSQL \\d+[\\d.]*", "PostgreSQL 18")
        .replaceAll("sha256:[0-9a-f]{64}", "sha256:HASH");
  }
}
