package dev.schemamigration.source.file;

import java.util.BitSet;
import java.util.List;

/** Finds the lines of a SQL text that begin outside strings, quoted bodies and block comments. */
final class UnquotedLines {
  private static final String BLOCK_COMMENT = "*/";

  /** What ends the quotation or block comment that is open; empty outside of both. */
  private String close = "";

  private boolean escapes;
  private int depth;

  private UnquotedLines() {}

  /** The indexes of these lines. */
  static BitSet of(List<String> lines) {
    var found = new BitSet(lines.size());
    var scanner = new UnquotedLines();
    for (var i = 0; i < lines.size(); i++) {
      found.set(i, scanner.close.isEmpty());
      scanner.scan(lines.get(i));
    }
    return found;
  }

  private void scan(String line) {
    var at = 0;
    while (at < line.length()) {
      if (close.isEmpty()) {
        if (line.startsWith("--", at)) {
          return;
        }
        at = open(line, at);
      } else if (close.equals(BLOCK_COMMENT)) {
        at = inComment(line, at);
      } else {
        at = inQuotation(line, at);
      }
    }
  }

  /** The position after a character outside, which may open something. */
  private int open(String line, int at) {
    switch (line.charAt(at)) {
      case '\'' -> {
        close = "'";
        escapes = isEscapePrefix(line, at - 1);
      }
      case '"' -> {
        close = "\"";
        escapes = false;
      }
      case '/' -> {
        if (line.startsWith("/*", at)) {
          close = BLOCK_COMMENT;
          depth = 1;
          return at + 2;
        }
      }
      case '$' -> {
        return openDollar(line, at);
      }
      default -> {}
    }
    return at + 1;
  }

  private int openDollar(String line, int at) {
    if (isInName(line, at - 1)) {
      return at + 1;
    }
    var end = at + 1;
    while (end < line.length() && Character.isUnicodeIdentifierPart(line.charAt(end))) {
      end++;
    }
    var isTag =
        end < line.length() && line.charAt(end) == '$' && !Character.isDigit(line.charAt(at + 1));
    if (!isTag) {
      return end;
    }
    close = line.substring(at, end + 1);
    escapes = false;
    return end + 1;
  }

  private int inComment(String line, int at) {
    if (line.startsWith("/*", at)) {
      depth++;
      return at + 2;
    }
    if (line.startsWith(BLOCK_COMMENT, at)) {
      depth--;
      close = depth == 0 ? "" : close;
      return at + 2;
    }
    return at + 1;
  }

  private int inQuotation(String line, int at) {
    if (escapes && line.charAt(at) == '\\') {
      return at + 2;
    }
    if (!line.startsWith(close, at)) {
      return at + 1;
    }
    var end = at + close.length();
    if (close.length() == 1 && line.startsWith(close, end)) {
      return end + 1;
    }
    close = "";
    return end;
  }

  private static boolean isEscapePrefix(String line, int at) {
    return at >= 0 && (line.charAt(at) == 'E' || line.charAt(at) == 'e') && !isInName(line, at - 1);
  }

  private static boolean isInName(String line, int at) {
    return at >= 0
        && (Character.isUnicodeIdentifierPart(line.charAt(at)) || line.charAt(at) == '$');
  }
}
