package dev.schemamigration.engine.format;

import java.util.stream.IntStream;

/**
 * Hides lines from the directives of Liquibase's parser, which looks at the beginning of a line
 * only: a mark before them, which is no part of the file, is taken away when the parser is done.
 *
 * @param mark a character that Unicode has reserved for such use within a program
 */
record HiddenLines(String mark) {
  private static final int FIRST = 0xFDD0;
  private static final int LAST = 0xFDEF;

  /** Nothing is hidden. */
  static final HiddenLines NONE = new HiddenLines("");

  static HiddenLines of(String content) {
    return IntStream.rangeClosed(FIRST, LAST)
        .filter(it -> content.indexOf(it) < 0)
        .mapToObj(it -> new HiddenLines(Character.toString(it)))
        .findFirst()
        .orElse(NONE);
  }

  /** Returns {@code line} with the mark, if the parser could take it for a directive. */
  String hide(String line) {
    var text = line.stripLeading();
    return text.startsWith("-") || text.startsWith("/*") ? mark + line : line;
  }

  /** Returns {@code sql} without marks. */
  String restore(String sql) {
    return mark.isEmpty() || !sql.contains(mark) ? sql : sql.replace(mark, "").strip();
  }
}
