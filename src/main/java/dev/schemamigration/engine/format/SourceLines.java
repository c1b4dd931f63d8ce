package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.sql.Delimiter;
import dev.schemamigration.engine.sql.ScriptSplitter;
import dev.schemamigration.engine.sql.ScriptStatement;
import dev.schemamigration.engine.sql.TextLines;
import dev.schemamigration.engine.sql.Unclosed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of a file that belong to one text of SQL, with their numbers in the file. */
final class SourceLines {
  private final List<String> lines = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();

  void add(int number, String line) {
    lines.add(line);
    numbers.add(number);
  }

  /**
   * Returns where the lines of {@code sql} are, which is this text after Liquibase's parser,
   * without blank lines around it. Where a parameter has added lines, that is not known.
   */
  TextLines places(String path, String sql) {
    int first = 0;
    while (first < lines.size() && lines.get(first).isBlank()) {
      first++;
    }
    int last = lines.size();
    while (last > first && lines.get(last - 1).isBlank()) {
      last--;
    }
    return sql.lines().count() == last - first
        ? new TextLines(path, numbers.subList(first, last))
        : TextLines.UNKNOWN;
  }

  /**
   * Refuses a text that leaves a token open, which would leave out everything behind it.
   *
   * @param extent where the text ends
   * @throws EngineException naming the line in which the token begins
   */
  void requireClosed(ChangelogLocation location, String extent) {
    var unclosed = unclosed();
    if (unclosed.exists()) {
      throw refusal(location, unclosed, extent);
    }
  }

  /** Refuses a text that leaves a comment open; what else it holds is no SQL. */
  void requireClosedComments(ChangelogLocation location, String extent) {
    var unclosed = unclosed();
    if (unclosed.comment()) {
      throw refusal(location, unclosed, extent);
    }
  }

  /** Behind COPY FROM STDIN lie data, in which a quote is none; that statement is refused. */
  private Unclosed unclosed() {
    var statements = ScriptSplitter.split(String.join("\n", lines), Delimiter.NONE);
    return statements.isEmpty() || statements.stream().anyMatch(SourceLines::hasDataBehind)
        ? Unclosed.NONE
        : statements.getLast().unclosed();
  }

  private static boolean hasDataBehind(ScriptStatement statement) {
    var shape = statement.shape().toLowerCase(Locale.ROOT);
    return shape.startsWith("copy ") && shape.contains(" from stdin");
  }

  private EngineException refusal(ChangelogLocation location, Unclosed unclosed, String extent) {
    var nested =
        unclosed.nested() == 0
            ? ""
            : "; comments nest, and the /* in line "
                + numbers.get(unclosed.nested() - 1)
                + " opens another one";
    return location.invalid(
        "line "
            + numbers.get(unclosed.line() - 1)
            + ": a "
            + unclosed.what()
            + " begins and is not closed before "
            + extent
            + "; end it with "
            + unclosed.end()
            + nested);
  }
}
