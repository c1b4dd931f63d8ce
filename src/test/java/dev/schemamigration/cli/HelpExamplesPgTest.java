package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.output.Console;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Runs every example of every help, each on a directory and a database of its own that stands at
 * 002:
 *
 * <pre>
 *   001 ─┬─ 002 ── 003
 *        └─ b1[billing] ── b2
 * </pre>
 */
class HelpExamplesPgTest {
  /** They start servers and do not end by themselves, or need a cluster; other tests run them. */
  private static final Set<String> ELSEWHERE =
      Set.of("demo", "operator", "status", "suspend", "resume", "reconcile", "approve");

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /** Each example of these has a database of its own; the others share one that they only read. */
  private static final Set<String> WRITING =
      Set.of("upgrade", "downgrade", "stamp", "ensure_version");

  @TempDir static Path sharedFolder;
  private static TestDatabase shared;

  @TempDir Path folder;
  @TempDir Path elsewhere;

  @BeforeAll
  static void prepareWhatIsRead() {
    shared = upgraded(sharedFolder);
  }

  private static Map<String, CommandLine> commands() {
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    return SchemaCtl.commandLine(new Console(nowhere, nowhere, Map.of()), "1.2.3", () -> 0)
        .getSubcommands();
  }

  private static List<String> examples(CommandLine command) {
    return command
        .getUsageMessage()
        .lines()
        .dropWhile(it -> !it.equals("Examples:"))
        .skip(1)
        .map(String::strip)
        .toList();
  }

  static Stream<String> examples() {
    return commands().values().stream().flatMap(it -> examples(it).stream());
  }

  @Test
  void everyHelpHasExamplesOfItsCommand() {
    commands()
        .forEach(
            (name, command) -> {
              if (!ELSEWHERE.contains(name)) {
                assertThat(examples(command))
                    .as(name)
                    .isNotEmpty()
                    .allMatch(it -> (it + " ").startsWith("schemactl " + name + " "));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleRuns(String example) {
    boolean writes = WRITING.contains(example.split(" ")[1]);
    var terminal = prepared(folder).on(writes ? upgraded(folder) : shared).with("EDITOR", "true");

    var ended = terminal.bare(arguments(example));

    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
  }

  private static TestDatabase upgraded(Path folder) {
    var database = TestPostgres.newest().createDatabase();
    database.mayCreateDatabases();
    assertThat(prepared(folder).on(database).run("upgrade", "002").exitCode()).isZero();
    return database;
  }

  private static CommandLineFixture prepared(Path folder) {
    return new CommandLineFixture(folder)
        .table("001", "down_revision:")
        .table("002", "down_revision: 001")
        .table("003", "down_revision: 002")
        .table("b1", "down_revision: 001\nbranch_labels: billing")
        .table("b2", "down_revision: b1");
  }

  /** What the examples name is there. */
  private String path(String word) {
    return switch (word) {
      case "db/migrations" -> elsewhere.resolve("other").toString();
      case "db/flyway" -> {
        new CommandLineFixture(elsewhere).file("V1__users.sql", "CREATE TABLE users (id int);");
        yield elsewhere.toString();
      }
      case "schema.sql" -> {
        new CommandLineFixture(elsewhere)
            .file(
                "schema.sql",
                "CREATE TABLE t_001 (id int); CREATE TABLE t_002 (id int);"
                    + "CREATE TABLE t_003 (id int); CREATE TABLE t_b1 (id int);"
                    + "CREATE TABLE t_b2 (id int);");
        yield elsewhere.resolve("schema.sql").toString();
      }
      default -> word;
    };
  }

  private String[] arguments(String example) {
    boolean makesFolder = example.startsWith("schemactl init");
    var words =
        WORD.matcher(example)
            .results()
            .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
            .skip(1)
            .map(this::path);
    var source = "--source=" + (makesFolder ? elsewhere.resolve("new") : folder);
    return Stream.concat(words, Stream.of(source)).toArray(String[]::new);
  }
}
