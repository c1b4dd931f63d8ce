package dev.schemamigration.database;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The settings that hold at the beginning of every revision. They are written as one expression, so
 * that a statement of ours can put them back without a round trip of its own: a script that says
 * {@code SET search_path} or {@code SET ROLE} must not reach into the next revision.
 */
final class SessionDefaults {
  private final String expression;

  SessionDefaults(ConnectionSettings settings, SessionTimeouts timeouts) {
    this.expression =
        String.join(
            ", ",
            config("search_path", searchPath(settings.schema())),
            config("role", settings.role().orElse("none")),
            config("lock_timeout", Long.toString(timeouts.lock().toMillis())),
            config("statement_timeout", Long.toString(timeouts.statement().toMillis())),
            config("idle_in_transaction_session_timeout", "0"),
            config("standard_conforming_strings", "on"),
            config("check_function_bodies", "on"),
            "CASE WHEN current_setting('server_version_num')::int >= 140000 THEN "
                + config("client_connection_check_interval", "1000")
                + " END");
  }

  /** Select list that puts every setting back, one column each. */
  String selectList() {
    return expression;
  }

  /** Select list that sets {@code application_name}. */
  static String applicationName(String name) {
    return config("application_name", name.length() > 63 ? name.substring(0, 63) : name);
  }

  private static String config(String name, String value) {
    return "pg_catalog.set_config("
        + Literals.quote(name)
        + ", "
        + Literals.quote(value)
        + ", false)";
  }

  private static String searchPath(String schemas) {
    return Arrays.stream(schemas.split(","))
        .map(String::strip)
        .map(Identifiers::quote)
        .collect(Collectors.joining(", "));
  }
}
