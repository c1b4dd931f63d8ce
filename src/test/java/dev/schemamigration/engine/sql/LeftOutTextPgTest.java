package dev.schemamigration.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares what the splitter leaves out of random texts with what the server makes of them. */
class LeftOutTextPgTest {
  private static final long SEED = Long.getLong("sql.seed", new Random().nextLong());
  private static final int TEXTS = 3_000;
  private static final List<String> PIECES =
      List.of(
          "/*",
          "*/",
          "/* a; */",
          "/* a /* b; */ c */",
          "/* /srv/* until */",
          "/**/",
          "/",
          "*",
          "--",
          "-- it's; /* \n",
          "\n",
          "\r\n",
          " ",
          ";",
          ";\n",
          "'",
          "'it''s;'",
          "'a\\'",
          "E'",
          "E'it\\'s'",
          "E'a'\n'b\\''",
          "\"",
          "\"a\"\"b\"",
          "$$",
          "$x$",
          "$$ a; ' $$",
          "$x$ $$ /* $x$",
          "a$x$b",
          "SELECT 1",
          "SELECT",
          "1",
          ",",
          "AS a",
          "ü",
          "$1",
          "U&'d'",
          "(",
          ")");

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.TestPostgres#supported")
  void aTextIsSentWithoutItsCommentsOrRefused(TestPostgres server) throws SQLException {
    System.out.println("LeftOutTextPgTest: sql.seed=" + SEED);
    var random = new Random(SEED);
    int refused = 0;
    try (var connection = simple(server.createDatabase());
        var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (int i = 0; i < TEXTS; i++) {
        var text = text(random);
        var statements = ScriptSplitter.split(text, Delimiter.NONE);
        boolean open = !statements.isEmpty() && statements.getLast().unclosed().exists();
        var what = "text " + i + " of seed " + SEED + ": <" + text + ">";

        var answer = answer(statement, text);

        if (open) {
          assertThat(answer).as(what).isNotIn("nothing", "done");
          refused++;
        } else {
          assertThat(answer).as(what).doesNotStartWith("ERROR: unterminated");
          assertNothingLeftOut(statement, text, statements, what);
        }
      }
    }
    assertThat(refused).isBetween(TEXTS / 10, TEXTS);
  }

  private static void assertNothingLeftOut(
      Statement statement, String text, List<ScriptStatement> statements, String what)
      throws SQLException {
    int end = 0;
    for (var cut : statements) {
      int begin = cut.start();
      assertThat(text.startsWith(cut.text(), begin)).as(what).isTrue();
      assertThat(begin).as(what).isGreaterThanOrEqualTo(end);
      assertThat(answer(statement, text.substring(end, begin))).as(what).isEqualTo("nothing");
      end = begin + cut.text().length();
    }
    assertThat(answer(statement, text.substring(end))).as(what).isEqualTo("nothing");
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
      text.append(random.nextBoolean() ? " " : "");
    }
    return text.toString();
  }

  private static String answer(Statement statement, String text) throws SQLException {
    try {
      return statement.execute(text) || statement.getUpdateCount() > 0 ? "done" : "nothing";
    } catch (SQLException e) {
      return e.getMessage();
    }
  }

  /** A connection that sends a text as a whole, as psql does with a file. */
  private static Connection simple(TestDatabase database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl() + "?preferQueryMode=simple", database.user(), database.password());
  }
}
