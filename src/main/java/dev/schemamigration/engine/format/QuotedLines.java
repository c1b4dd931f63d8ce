package dev.schemamigration.engine.format;

import dev.schemamigration.engine.format.DirectiveLine.Kind;
import dev.schemamigration.sql.SqlLexer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds the lines of formatted SQL that begin within a string, a quoted name, a dollar quote or a
 * block comment, where nothing is a directive. Only a named {@code --changeset} ends such a token,
 * which is refused then. What lies in ignored lines, and in changesets that are not Postgres' SQL,
 * is not read.
 */
final class QuotedLines {
  private static final Pattern ROLLBACK_BLOCK =
      Pattern.compile("\\s*+/\\*\\s*+liquibase\\s*+rollback\\s*+", Pattern.CASE_INSENSITIVE);

  private final List<String> lines;
  private final Predicate<String> readable;
  private final List<Integer> starts = new ArrayList<>();
  private final BitSet quoted = new BitSet();
  private final SqlLexer lexer;
  private int line;

  /** Whether a changeset has ended a token; the second one that does is refused, and ends this. */
  private boolean cut;

  private int indented = -1;
  private int indent;

  private QuotedLines(List<String> lines, Predicate<String> readable) {
    this.lines = lines;
    this.readable = readable;
    int start = 0;
    for (var text : lines) {
      starts.add(start);
      start += text.length() + 1;
    }
    this.lexer = new SqlLexer(String.join("\n", lines));
  }

  /**
   * Returns the indexes of these lines.
   *
   * @param readable whether the text below a {@code --changeset} line is to be read
   */
  static BitSet of(List<String> lines, Predicate<String> readable) {
    var found = new QuotedLines(lines, readable);
    while (found.lexer.next()) {
      found.token();
    }
    return found.quoted;
  }

  /** Whether a rollback in a block comment begins with {@code line}. */
  static boolean isRollbackBlock(String line) {
    return line.contains("/*") && ROLLBACK_BLOCK.matcher(line).matches();
  }

  private void token() {
    while (line + 1 < starts.size() && starts.get(line + 1) <= lexer.start()) {
      line++;
    }
    if (line != indented) {
      var text = lines.get(line);
      indented = line;
      indent = text.length() - text.stripLeading().length();
    }
    if (lexer.kind() == SqlLexer.Kind.COMMENT && beginsLine()) {
      comment();
    } else {
      quoted();
    }
  }

  private boolean beginsLine() {
    return lexer.start() - starts.get(line) <= indent;
  }

  private void comment() {
    var directive = DirectiveLine.of(lines.get(line));
    if (directive.kind() == Kind.CHANGESET && !readable.test(lines.get(line))) {
      jump(line + 1, it -> DirectiveLine.of(it).kind() == Kind.CHANGESET);
    } else if (directive.kind() == Kind.IGNORE_LINES) {
      ignore(directive.rest().substring(1).strip());
    } else if (isRollbackBlock(lines.get(line))) {
      int last = line + 1;
      while (last < lines.size() && !lines.get(last).stripTrailing().endsWith("*/")) {
        last++;
      }
      jump(last + 1, it -> true);
    } else {
      quoted();
    }
  }

  private void ignore(String extent) {
    if (Character.isDigit(extent.charAt(0))) {
      int count = extent.length() > 9 ? lines.size() : Integer.parseInt(extent);
      jump((int) Math.min(lines.size(), line + 1L + count), it -> true);
    } else if (extent.equals("start")) {
      jump(line + 1, QuotedLines::endsIgnored);
    }
  }

  /** Continues at the first line from {@code from} on that is an {@code end}. */
  private void jump(int from, Predicate<String> end) {
    int to = from;
    while (to < lines.size() && !end.test(lines.get(to))) {
      to++;
    }
    if (to < lines.size()) {
      lexer.jump(starts.get(to));
    } else {
      lexer.jump(end());
    }
  }

  private int end() {
    return starts.getLast() + lines.getLast().length();
  }

  private void quoted() {
    if (lexer.kind() == SqlLexer.Kind.SPACE) {
      return;
    }
    for (int next = line + 1; next < starts.size() && starts.get(next) < lexer.end(); next++) {
      if (DirectiveLine.of(lines.get(next)).surelyChangeset()) {
        lexer.jump(cut ? end() : starts.get(next));
        cut = true;
        return;
      }
      quoted.set(next);
    }
  }

  /** Whether {@code line} ends lines that are ignored. */
  static boolean endsIgnored(String line) {
    var directive = DirectiveLine.of(line);
    return directive.kind() == Kind.IGNORE_LINES && directive.rest().strip().equals(":end");
  }
}
