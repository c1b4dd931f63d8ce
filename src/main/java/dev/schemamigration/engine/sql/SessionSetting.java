package dev.schemamigration.engine.sql;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Statements that only set something for the session. */
public final class SessionSetting {
  private static final Pattern SETTING =
      Pattern.compile(
          "(?is)set (?!constraints\\b|local\\b|transaction\\b).*|reset .*"
              + "|select (?:pg_catalog ?\\. ?)?set_config ?\\([^()]*\\)");

  private SessionSetting() {}

  public static boolean is(ExecutableStatement statement) {
    return statement instanceof ExecutableStatement.Sql sql
        && SETTING.matcher(sql.statement().shape()).matches();
  }

  /** Whether one of {@code settings} is about {@code name}. */
  public static boolean mentions(List<String> settings, String name) {
    return settings.stream().anyMatch(it -> it.toLowerCase(Locale.ROOT).contains(name));
  }
}
