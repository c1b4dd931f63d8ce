package dev.schemamigration.engine.sql;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Recognizes statements that only change a setting of the session. */
public final class SessionSetting {
  private static final Pattern SETTING =
      Pattern.compile(
          "(?is)set (?!constraints\\b|local\\b|transaction\\b).*|reset .*"
              + "|select (?:pg_catalog ?\\. ?)?set_config ?\\([^()]*\\)");

  private SessionSetting() {}

  /** Whether {@code statement} only changes a setting of the session. */
  public static boolean is(ExecutableStatement statement) {
    return statement instanceof ExecutableStatement.Sql sql
        && SETTING.matcher(sql.statement().shape()).matches();
  }

  /** Whether one of {@code settings} contains {@code name}. */
  public static boolean mentions(List<String> settings, String name) {
    return settings.stream().anyMatch(it -> it.toLowerCase(Locale.ROOT).contains(name));
  }
}
