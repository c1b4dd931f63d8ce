package dev.schemamigration.engine.sql;

import dev.schemamigration.sql.SqlLexer;
import java.util.regex.Pattern;

/**
 * Recognizes the commands restrict and unrestrict of psql, between which pg_dump writes so that
 * psql runs no other. They have no effect on the schema.
 */
public final class RestrictCommands {
  private static final Pattern COMMAND =
      Pattern.compile("\\\\(?:un)?restrict[ \\t]++\\w++[ \\t]*+(?=[\\r\\n]|\\z)");

  private RestrictCommands() {}

  /** Returns {@code script} with blanks in place of these commands, each on a line of its own. */
  public static String blanked(String script) {
    if (!script.contains("restrict")) {
      return script;
    }
    var blanked = new StringBuilder(script);
    var lexer = new SqlLexer(script);
    while (lexer.next()) {
      var command = COMMAND.matcher(script).region(lexer.start(), script.length());
      if (lexer.kind() == SqlLexer.Kind.BACKSLASH
          && beginsLine(script, lexer.start())
          && command.lookingAt()) {
        blanked.replace(
            command.start(), command.end(), " ".repeat(command.end() - command.start()));
        lexer.jump(command.end());
      }
    }
    return blanked.toString();
  }

  private static boolean beginsLine(String script, int at) {
    return at == 0 || script.charAt(at - 1) == '\n';
  }
}
