package dev.schemamigration.schema.model;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.pgcodekeeper.core.script.SQLScript;

/**
 * Takes single statements out of a script of the library, which gives them out joined only; a body
 * in SQL has semicolons of its own.
 */
final class ScriptStatements {
  private static final Field STATEMENTS = field();

  private ScriptStatements() {}

  static List<String> of(SQLScript script) {
    try {
      return ((Map<?, ?>) STATEMENTS.get(script))
          .values().stream()
              .flatMap(it -> ((Collection<?>) it).stream())
              .map(String::valueOf)
              .toList();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Field field() {
    try {
      var field = SQLScript.class.getDeclaredField("statements");
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
