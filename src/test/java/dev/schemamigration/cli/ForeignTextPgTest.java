package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.CommandLineFixture.Ended;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server or a table of it says does not reach the terminal as it is. */
class ForeignTextPgTest {
  @TempDir Path folder;

  private final TestDatabase database = TestPostgres.newest().createDatabase();
  private CommandLineFixture terminal;

  @BeforeEach
  void writeTheFiles() {
    terminal = new CommandLineFixture(folder).on(database).table("001", "down_revision:");
    terminal.run("upgrade", "head");
  }

  @Test
  void anErrorOfTheServerIsPrintable() {
    terminal.revision(
        "002",
        "down_revision: 001",
        "DO $$ BEGIN RAISE EXCEPTION E'\\x1b]0;title\\x07\\u202e\\u0085red'; END $$;",
        "");

    for (var format : new String[] {"text", "json"}) {
      var ended = terminal.run("upgrade", "head", "-o", format);

      assertPrintable(ended);
      assertThat(ended.err()).contains("\\x1b]0;title\\x07\\u202e").contains("red");
    }
  }

  @Test
  void aRowOfTheArchiveIsPrintable() {
    database.execute(
        "UPDATE schema_migration.revision_archive SET message ="
            + " E'\\x1b[2J\\x1b]0;owned\\x07\\n002 (head)', path = E'p\\x1b[31m'");

    for (var format : new String[] {"text", "json"}) {
      for (var command :
          new String[][] {{"current", "-v"}, {"history", "-v", "-i"}, {"show", "current"}}) {
        var arguments = Stream.concat(Stream.of(command), Stream.of("-o", format));
        assertPrintable(terminal.run(arguments.toArray(String[]::new)));
      }
      assertPrintable(terminal.run("downgrade", "base", "-o", format));
      terminal.run("upgrade", "head");
    }
  }

  private static void assertPrintable(Ended ended) {
    assertThat((ended.out() + ended.err()).codePoints())
        .as(ended.toString())
        .allMatch(it -> it == '\n' || it >= 0x20 && (it < 0x7f || it > 0x9f) && it != 0x202e);
  }
}
