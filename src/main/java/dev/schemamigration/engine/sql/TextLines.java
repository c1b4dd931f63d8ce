package dev.schemamigration.engine.sql;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The places in a file of the lines of a text.
 *
 * @param path of the file
 * @param numbers of its lines, one for each line of the text; empty where that is not known
 */
public record TextLines(String path, List<Integer> numbers) {
  /** Of a text that is in no file line by line. */
  public static final TextLines UNKNOWN = new TextLines("", List.of());

  public TextLines {
    numbers = List.copyOf(numbers);
  }

  /** Returns the places of a text that is a file from its line {@code first} on. */
  public static TextLines from(String path, int first, String text) {
    int lines = (int) text.lines().count();
    return new TextLines(path, IntStream.range(first, first + lines).boxed().toList());
  }

  /** Returns file and line of the character at {@code offset} of {@code text}, as psql does. */
  public Optional<String> at(String text, int offset) {
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    int line = 0;
    for (int i = 0; i < Math.min(offset, text.length()); i++) {
      boolean ends = text.charAt(i) == '\n' || text.charAt(i) == '\r' && next(text, i) != '\n';
      line += ends ? 1 : 0;
    }
    return line < numbers.size() ? Optional.of(path + ":" + numbers.get(line)) : Optional.empty();
  }

  private static char next(String text, int at) {
    return at + 1 < text.length() ? text.charAt(at + 1) : ' ';
  }
}
