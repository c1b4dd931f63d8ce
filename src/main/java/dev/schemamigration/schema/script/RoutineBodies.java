package dev.schemamigration.schema.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Creates functions and procedures without the server's check of their bodies. */
final class RoutineBodies {
  private static final Pattern ROUTINE =
      Pattern.compile("CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE) .*", Pattern.DOTALL);
  private static final ScriptStatement OFF = ScriptStatement.of("SET check_function_bodies TO off");
  private static final ScriptStatement ON = ScriptStatement.of("RESET check_function_bodies");

  private RoutineBodies() {}

  /** Whether a statement creates a routine. */
  static boolean isIn(ScriptStatement statement) {
    return ROUTINE.matcher(statement.sql()).matches();
  }

  /** The statement between those that turn the check off and on. */
  static List<ScriptStatement> unchecked(ScriptStatement statement) {
    return List.of(OFF.at(statement.stage()), statement, ON.at(statement.stage()));
  }

  /** The same statements, where the check stays off between two that follow each other. */
  static List<ScriptStatement> joined(List<ScriptStatement> statements) {
    var joined = new ArrayList<ScriptStatement>();
    for (var it : statements) {
      boolean again = it.sql().equals(OFF.sql());
      if (again && !joined.isEmpty() && joined.getLast().sql().equals(ON.sql())) {
        joined.removeLast();
      } else {
        joined.add(it);
      }
    }
    return joined;
  }
}
