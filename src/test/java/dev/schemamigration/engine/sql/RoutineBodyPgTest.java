package dev.schemamigration.engine.sql;

import static dev.schemamigration.testing.MigrationFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random routines with a body of statements, in which the words of a body are names and labels too.
 * The server is the oracle of their syntax: it gets each as a whole, and creates it.
 */
class RoutineBodyPgTest {
  private static final long SEED = Long.getLong("sql.seed", new Random().nextLong());
  private static final int ROUTINES = 300;
  private static final List<String> VALUES =
      List.of(
          "s.end",
          "s . /* ; */ case",
          "s.begin",
          "begin",
          "atomic",
          "\"end\"",
          "1.",
          ".5",
          "(s).end",
          "n",
          "';END;'",
          "E'\\';END'",
          "$$;END;$$",
          "case",
          "(SELECT count(*) OVER (ORDER BY s.end))",
          "(SELECT s.end FROM shift s LIMIT 1)");

  private final Random random = new Random(SEED);
  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @Test
  void aBodyEndsWhereTheServerEndsIt() {
    System.out.println("RoutineBodyPgTest: sql.seed=" + SEED);
    var routines = new ArrayList<String>();
    for (int i = 0; i < ROUTINES; i++) {
      routines.add(routine(i));
      routines.add("SELECT " + i);
    }
    var script = String.join(";\n", routines) + ";\n";

    assertThat(ScriptSplitter.split(script, Delimiter.NONE).stream().map(ScriptStatement::text))
        .containsExactlyElementsOf(routines);

    var tables =
        """
        CREATE TABLE shift ("end" int, "case" int, begin int, atomic int);
        CREATE TABLE log (a text);
        """;
    var report = fixture.migrate(files("1_routines.sql", tables + script), "head");

    assertThat(report.fault()).isEmpty();
    assertThat(
            fixture.database.one(
                "SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace"))
        .isEqualTo("" + ROUTINES);
  }

  private String routine(int number) {
    var body = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      body.append(statement());
    }
    boolean function = random.nextBoolean();
    return pick("CREATE", "create or /* x */ replace")
        + (function ? " FUNCTION f" : " PROCEDURE f")
        + number
        + "(n int, begin int DEFAULT 1)"
        + (function ? " RETURNS void" : "")
        + pick("", " LANGUAGE sql")
        + pick(" BEGIN ATOMIC\n", "\nbegin -- ;\n atomic ", " SET work_mem = '1MB' Begin Atomic\n")
        + body
        + pick("END", "end", "/* end; */ End");
  }

  private String statement() {
    return pick(
        "",
        "SELECT " + label() + ", " + label() + " FROM shift s;\n",
        "SELECT " + label() + " FROM shift s, log AS begin WHERE " + value() + " IS NULL;\n",
        "UPDATE shift s SET \"end\" = 1, begin = 2 WHERE s.end = n;\n",
        "INSERT INTO log SELECT " + value() + " FROM shift s; -- end;\n",
        "SELECT " + choice(2) + " FROM shift s; ;\n");
  }

  private String label() {
    return value() + pick("", " end", " AS end", " AS case", " as \"case\"", " case", " begin");
  }

  private String value() {
    var value = VALUES.get(random.nextInt(VALUES.size()));
    if (value.equals("case")) {
      return choice(1);
    }
    return "(" + value + ")::text" + (random.nextBoolean() ? " || s.case" : "");
  }

  private String choice(int depth) {
    var inner = depth == 0 ? "s.end" : "(" + choice(depth - 1) + ")";
    return pick(
        "CASE WHEN s.end > 1. THEN " + inner + " ELSE s.case END",
        "CASE s.case WHEN 1 THEN s.end END",
        "case when true then " + inner + " end");
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
