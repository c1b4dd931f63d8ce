package dev.schemamigration.testing;

import dev.schemamigration.engine.sql.Delimiter;
import dev.schemamigration.engine.sql.ScriptSplitter;
import dev.schemamigration.sql.SqlLexer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The real pg_dump, which reads servers of every supported version. */
public final class RealPgDump {
  private static final String KEY = "x";
  private static final Pattern META_COMMAND =
      Pattern.compile("^\\\\(?:un)?restrict " + KEY + "$", Pattern.MULTILINE);
  private static final Pattern TABLE =
      Pattern.compile("CREATE (?:UNLOGGED |FOREIGN )?TABLE .*", Pattern.DOTALL);

  private static final Pattern STATISTICS =
      Pattern.compile("(CREATE STATISTICS .* ON )([^()]+?)(,? ?\\(.*| FROM .*)", Pattern.DOTALL);

  private RealPgDump() {}

  /**
   * The statements of the dump of everything but data and one schema, without comments. They are
   * sorted, and so are the columns of each table, because their order tells when they were made.
   *
   * @param leftOut the schema that is no part of it
   */
  public static List<String> statements(TestDatabase database, String leftOut) {
    var dumped =
        ProgramResult.toEnd(
            new ProcessBuilder(
                RealTool.PG_DUMP.executable().toString(),
                "--schema-only",
                "--restrict-key=" + KEY,
                "--exclude-schema=" + leftOut,
                "--dbname=" + database.libpqUrl()));
    if (dumped.exitCode() != 0) {
      throw new AssertionError("pg_dump: " + dumped.err());
    }
    var sql = META_COMMAND.matcher(dumped.out()).replaceAll("");
    return ScriptSplitter.split(sql, Delimiter.NONE).stream()
        .map(it -> SqlLexer.withoutComments(it.text()))
        .filter(it -> !it.isEmpty())
        .map(it -> TABLE.matcher(it).matches() ? sortedLines(it) : it)
        .map(RealPgDump::sortedStatistics)
        .sorted()
        .toList();
  }

  /** Columns of statistics objects stand in the order of those of the table. */
  private static String sortedStatistics(String statement) {
    var columns = STATISTICS.matcher(statement);
    return columns.matches()
        ? columns.group(1)
            + Stream.of(columns.group(2).split(", ")).sorted().collect(Collectors.joining(", "))
            + columns.group(3)
        : statement;
  }

  private static String sortedLines(String table) {
    return Stream.of(table.split("\n"))
        .map(it -> it.endsWith(",") ? it.substring(0, it.length() - 1) : it)
        .sorted()
        .collect(Collectors.joining("\n"));
  }
}
