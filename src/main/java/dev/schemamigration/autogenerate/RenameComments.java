package dev.schemamigration.autogenerate;

import dev.schemamigration.sql.SqlLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds comments {@code -- renamed_from: old} in a script: above {@code CREATE TABLE} for the
 * table, on the line of a column or the line above it for the column.
 */
public final class RenameComments {
  private static final Pattern FORM = Pattern.compile("--\\s*renamed_from\\s*:\\s*(\\S.*?)\\s*");

  private final String sql;
  private final List<String> rules = new ArrayList<>();
  private Optional<String> pending = Optional.empty();
  private Optional<String> formerTable = Optional.empty();
  private String table = "";
  private String column = "";
  private int depth;
  private boolean inTable;
  private boolean columnBegins;
  private int words;

  private RenameComments(String sql) {
    this.sql = sql;
  }

  /** The rules in a script. */
  public static RenameRules of(String sql) {
    var found = new RenameComments(sql);
    var lexer = new SqlLexer(sql);
    while (lexer.next()) {
      found.token(lexer);
    }
    return new RenameRules(found.rules);
  }

  private void token(SqlLexer lexer) {
    var text = sql.substring(lexer.start(), lexer.end());
    switch (lexer.kind()) {
      case COMMENT -> comment(text, lexer.start());
      case OPEN -> {
        depth++;
        if (inTable && depth == 1) {
          columnBegins = true;
          named();
        }
      }
      case CLOSE -> depth--;
      case SEMICOLON -> {
        inTable = false;
        words = 0;
        table = "";
        column = "";
        formerTable = Optional.empty();
      }
      case WORD, QUOTED_NAME -> name(text);
      case OTHER -> {
        if (text.equals(",") && inTable && depth == 1) {
          columnBegins = true;
        } else if (text.equals(".") && inTable && depth == 0) {
          table += ".";
        }
      }
      default -> {
        // neither a name nor a separator
      }
    }
  }

  private void comment(String text, int at) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      return;
    }
    boolean ownLine = sql.substring(sql.lastIndexOf('\n', at) + 1, at).isBlank();
    if (inTable && depth == 1 && !ownLine && !column.isEmpty()) {
      add(match.group(1));
    } else {
      pending = Optional.of(match.group(1));
    }
  }

  private void add(String former) {
    rules.add(formerTable.orElse(table) + "." + former + "=" + column);
  }

  private void name(String text) {
    if (depth == 0) {
      head(text);
    } else if (inTable && depth == 1 && columnBegins) {
      columnBegins = false;
      column = text;
      pending.ifPresent(this::add);
      pending = Optional.empty();
    }
  }

  /** The words before the parenthesis; the name is the last of them. */
  private void head(String text) {
    words++;
    if (words == 1) {
      inTable = text.equalsIgnoreCase("create");
      table = "";
    } else if (inTable && table.isEmpty() && text.equalsIgnoreCase("table")) {
      table = " ";
    } else if (inTable && table.isBlank() && !table.isEmpty()) {
      if (!List.of("if", "not", "exists").contains(text.toLowerCase(java.util.Locale.ROOT))) {
        table = text;
      }
    } else if (inTable && table.endsWith(".")) {
      table += text;
    }
  }

  private void named() {
    pending.ifPresent(
        former -> {
          formerTable = Optional.of(former);
          rules.add(former + "=" + table);
        });
    pending = Optional.empty();
  }
}
