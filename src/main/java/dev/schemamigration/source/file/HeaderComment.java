package dev.schemamigration.source.file;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The comment lines at the top of a changelog, up to the first line that is no comment. Liquibase's
 * directives are not comments: {@code --changeset} ends the top, the others are skipped.
 *
 * @param lines in file order, without empty ones
 * @param next number of the first line after the top, counted from 1
 */
public record HeaderComment(List<Line> lines, int next) {
  private static final Pattern SQL_DIRECTIVE =
      Pattern.compile(
          "(liquibase\\s*formatted|property\\s|ignoreLines:).*", Pattern.CASE_INSENSITIVE);
  private static final Pattern SQL_CHANGESET =
      Pattern.compile("changeset\\s++(?:\"[^\"]++\"|[^:]++):\\s*\\S.*", Pattern.CASE_INSENSITIVE);

  /**
   * One line.
   *
   * @param number counted from 1 in the file
   * @param text without comment delimiters and surrounding blanks
   */
  public record Line(int number, String text) {}

  public HeaderComment {
    lines = List.copyOf(lines);
  }

  public static HeaderComment of(RevisionFormat format, List<String> file) {
    return switch (format) {
      case SQL -> sql(file);
      case YAML, JSON -> hashes(file);
      case XML -> xml(file);
    };
  }

  private static HeaderComment sql(List<String> file) {
    var found = new ArrayList<Line>();
    var inBlock = false;
    for (var i = 0; i < file.size(); i++) {
      var line = file.get(i).strip();
      if (inBlock || line.startsWith("/*")) {
        var end = line.indexOf("*/", inBlock ? 0 : 2);
        inBlock = end < 0;
        add(found, i, withoutLeading(inBlock ? line : line.substring(0, end), "/*"));
        if (!inBlock && end + 2 < line.length()) {
          return new HeaderComment(found, i + 1);
        }
      } else if (line.startsWith("--")) {
        var text = withoutLeading(line, "-").strip();
        if (SQL_CHANGESET.matcher(text).matches()) {
          return new HeaderComment(found, i + 1);
        }
        if (!SQL_DIRECTIVE.matcher(text).matches()) {
          add(found, i, text);
        }
      } else if (!line.isEmpty()) {
        return new HeaderComment(found, i + 1);
      }
    }
    return new HeaderComment(found, file.size() + 1);
  }

  private static HeaderComment hashes(List<String> file) {
    var found = new ArrayList<Line>();
    for (var i = 0; i < file.size(); i++) {
      var line = file.get(i).strip();
      if (line.startsWith("#")) {
        add(found, i, withoutLeading(line, "#"));
      } else if (!line.isEmpty() && !line.equals("---") && !line.startsWith("%YAML")) {
        return new HeaderComment(found, i + 1);
      }
    }
    return new HeaderComment(found, file.size() + 1);
  }

  private static HeaderComment xml(List<String> file) {
    var found = new ArrayList<Line>();
    var close = "";
    for (var i = 0; i < file.size(); i++) {
      var line = file.get(i);
      for (var at = textFrom(line, 0); at < line.length(); at = textFrom(line, at)) {
        if (close.isEmpty()) {
          close = line.startsWith("<!--", at) ? "-->" : line.startsWith("<?", at) ? "?>" : "";
          if (close.isEmpty()) {
            return new HeaderComment(found, i + 1);
          }
          at += close.equals("-->") ? 4 : 2;
        }
        var end = line.indexOf(close, at);
        if (close.equals("-->")) {
          add(found, i, line.substring(at, end < 0 ? line.length() : end));
        }
        at = end < 0 ? line.length() : end + close.length();
        close = end < 0 ? close : "";
      }
    }
    return new HeaderComment(found, file.size() + 1);
  }

  private static int textFrom(String line, int from) {
    var at = from;
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static String withoutLeading(String line, String signs) {
    var start = 0;
    while (start < line.length() && signs.indexOf(line.charAt(start)) >= 0) {
      start++;
    }
    return line.substring(start);
  }

  private static void add(List<Line> found, int index, String text) {
    if (!text.isBlank()) {
      found.add(new Line(index + 1, text.strip()));
    }
  }
}
