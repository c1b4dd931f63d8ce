package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.CommandLineFixture.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @TempDir Path folder;

  private CommandLineFixture terminal() {
    return new CommandLineFixture(folder).table("a", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "heads --version"})
  void theVersionIsPrinted(String args) {
    assertThat(terminal().bare(args.split(" "))).isEqualTo(new Ended(0, "schemactl 1.2.3\n", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "upgrade",
        "downgrade",
        "current",
        "history",
        "heads",
        "branches",
        "show",
        "plan",
        "stamp"
      })
  void everyCommandHasHelpThatNamesItsExitCodes(String command) {
    var ended = terminal().bare(command, "--help");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).startsWith("Usage: schemactl " + command + " ");
    assertThat(ended.out()).contains("--database-url=URL").contains("4   refused by a rule");
    assertThat(terminal().bare("--help").out()).contains("\n  " + command + " ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "frob ~ Unmatched argument at index 0: 'frob'; see schemactl --help",
        "upgrade ~ Missing required parameter: 'TARGET'; see schemactl upgrade --help",
        "upgrade --frob ~ unknown option --frob; --help lists those that there are",
        "verify --frob ~ unknown option --frob; --help lists those that there are",
        "verify --state --frob ~ unknown option --frob; --help lists those that there are",
        "heads -o xml ~ Invalid value for option '--output': 'xml' is no format; write text or"
            + " json; see schemactl heads --help",
        "upgrade a --transaction none ~ Invalid value for option '--transaction': 'none' is none;"
            + " write revision or plan; see schemactl upgrade --help",
        "plan --adopt maybe ~ Invalid value for option '--adopt': 'maybe' is none; write auto or"
            + " never; see schemactl plan --help",
        "upgrade a --deadline 5 ~ Invalid value for option '--deadline': '5' is no"
            + " duration of at most 596h; write for example 250ms, 90s, 5m, 1h or 0; see schemactl"
            + " upgrade --help",
        "upgrade a --deadline 9999999h ~ Invalid value for option '--deadline': '9999999h' is no"
            + " duration of at most 596h; write for example 250ms, 90s, 5m, 1h or 0; see schemactl"
            + " upgrade --help",
        "upgrade a --lock-timeout 597h ~ Invalid value for option '--lock-timeout': '597h' is no"
            + " duration of at most 596h; write for example 250ms, 90s, 5m, 1h or 0; see schemactl"
            + " upgrade --help",
        "current ~ no database is named: give --database-url, set DATABASE_URL, or PGHOST and"
            + " PGDATABASE, or use --embedded for a throw-away one",
        "current --embedded --database-url x ~ --embedded and --database-url name two databases;"
            + " leave one out",
        "current postgresql://me:sesame@db/shop ~ Unmatched argument at index 1:"
            + " 'postgresql://[secret]@db/shop'; see schemactl current --help",
        "current --database-url mysql://me:sesame@db/shop ~ database URL: the scheme mysql is not"
            + " one of Postgres; write postgresql://user:password@host:port/database, a SQLAlchemy"
            + " URL such as postgresql+psycopg2://…, or jdbc:postgresql://…",
        "current --database-url postgresql://me@db/shop?sslmode=verify-full ~ database connection:"
            + " sslmode verify-full verifies the server's certificate and there is no root"
            + " certificate; give it as --ssl-root-cert FILE, write sslrootcert=system into the URL"
            + " to trust the authorities of the Java runtime, or change sslmode",
        "current --ssl-root-cert /dev/null --database-url postgresql://me@db/shop ~ database"
            + " connection: the root certificate must be PEM text that begins with"
            + " -----BEGIN CERTIFICATE-----, or the word system",
        "current --database-url postgresql://me:sesame@/shop?options=-cfoo=1 ~ database URL:"
            + " parameter \"options\" is refused: only -c search_path=… passes; a role is --role",
        "upgrade a --database-url postgresql://me:sesame@/shop?options=-cfoo=1 ~ database URL:"
            + " parameter \"options\" is refused: only -c search_path=… passes; a role is --role,"
            + " timeouts are --lock-timeout, --statement-timeout and --deadline",
        "current --database-url postgresql:///?service=nowhere ~ service \"nowhere\": there is no"
            + " service file; set PGSERVICEFILE",
        "upgrade a --database-url postgresql://me@db/shop -P x ~ -P: write -P NAME=VALUE",
        "upgrade a --database-url postgresql://me@db/shop --contexts prod,!test ~ --contexts:"
            + " \"!test\" is no name of a context; write names only, each by itself: expressions"
            + " stand in the revision files",
        "upgrade a --database-url postgresql://me@db/shop --labels a,,b ~ --labels: \"a,,b\" is no"
            + " label expression: a label is missing before \",\"; write labels with and, or, ! and"
            + " parentheses between them, such as \"a and !b\"",
        "upgrade a --database-url postgresql://me@db/shop -P x=1 -P x=2 ~ parameter x is given"
            + " twice; leave one",
        "upgrade a --database-url postgresql://me@db/shop --secret-parameter x=nowhere ~"
            + " --secret-parameter: file nowhere cannot be read; correct the path",
      })
  void anInvalidCommandLineIsReportedInOneLine(String args, String message) {
    var ended = terminal().run(args.split(" "));

    assertThat(ended).isEqualTo(new Ended(2, "", "schemactl: " + message + "\n"));
  }

  @Test
  void noArgumentsAtAllPrintTheHelp() {
    var ended = terminal().bare();

    assertThat(ended).isEqualTo(terminal().bare("--help"));
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).startsWith("Usage: schemactl ").contains("\n  upgrade ");
  }

  @Test
  void optionsWithoutACommandAreAMistake() {
    assertThat(terminal().bare("-o", "json"))
        .isEqualTo(
            new Ended(
                2,
                """
                {
                  "reason" : "Usage",
                  "message" : "Name a command; see schemactl --help",
                  "exitCode" : 2
                }
                """,
                "schemactl: Name a command; see schemactl --help\n"));
  }

  @Test
  void aFolderThatIsNotThereIsNamedWithTheOption() {
    assertThat(terminal().bare("heads", "--source", "nowhere"))
        .isEqualTo(
            new Ended(
                1,
                "",
                "schemactl: directory nowhere: does not exist; create it or correct the path"
                    + " (--source DIR or --source bundled:NAME)\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "heads",
        "history",
        "branches",
        "show head",
        "current --check-heads",
        "plan",
        "upgrade head",
        "downgrade -1",
        "stamp head"
      })
  void aFolderWithoutRevisionsIsAnErrorBeforeAnythingConnects(String command) throws Exception {
    Files.createDirectory(folder.resolve("v1"));
    var terminal =
        new CommandLineFixture(folder)
            .with("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nowhere")
            .file("v1/001_a.sql", "CREATE TABLE a (i int);")
            .file("002_b.sql.txt", "CREATE TABLE b (i int);");

    assertThat(terminal.run(command.split(" ")))
        .isEqualTo(
            new Ended(
                1,
                "",
                "schemactl: directory "
                    + folder
                    + ": holds no revision: looked for files at its top whose names end in .sql,"
                    + " .yaml, .yml, .xml or .json and found 1 file in a subfolder v1/ (if it holds"
                    + " the revisions, it is the source to name), and 1 file with another ending:"
                    + " 002_b.sql.txt; put the revision files there, or write base as the target"
                    + " where everything that is applied is to be undone (--source DIR or --source"
                    + " bundled:NAME)\n"));
  }

  @Test
  void aFailureIsAJsonDocumentOnRequest() {
    var ended = terminal().bare("heads", "--source", "bundled:nothing", "-o", "json");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out())
        .isEqualTo(
            """
            {
              "reason" : "SourceNotFound",
              "message" : "bundled \\"nothing\\": there is no bundled directory of that name; use one of: spot-optimizer (--source DIR or --source bundled:NAME)",
              "exitCode" : 1
            }
            """);
  }

  @Test
  void optionsMayStandBeforeTheCommand() {
    var ended = terminal().bare("--source", folder.toString(), "-o", "json", "heads");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).contains("\"revision\" : \"a\"");
  }

  @Test
  void theOperatorCommandRunsTheOperator() {
    assertThat(terminal().bare("operator")).isEqualTo(new Ended(7, "", "the operator runs\n"));
  }

  @Test
  void anUnexpectedExceptionIsOneLineUnlessDebugging() throws Exception {
    Files.createDirectory(folder.resolve("it"));
    var terminal = terminal();

    var ended = terminal.bare("heads", "--source", "a\0b");
    var asked = terminal.with("SCHEMACTL_DEBUG", "1").bare("heads", "--source", "a\0b");

    assertThat(ended)
        .isEqualTo(
            new Ended(
                1,
                "",
                "schemactl: unforeseen InvalidPathException: Nul character not allowed: a\\x00b;"
                    + " set SCHEMACTL_DEBUG=1 to see where\n"));
    assertThat(asked.err()).contains("\tat ");
  }
}
