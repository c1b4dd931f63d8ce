package dev.schemamigration.migration.offline;

import dev.schemamigration.adoption.ForeignHistories;
import dev.schemamigration.database.session.SessionScript;
import dev.schemamigration.database.session.SessionTimeouts;
import dev.schemamigration.database.tracking.ScriptStart;
import dev.schemamigration.database.tracking.TrackingScript;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes what every script begins and ends with. */
final class ScriptFrame {
  private final Request request;
  private final SessionScript session;
  private final TrackingScript tracking;

  ScriptFrame(Request request) {
    this.request = request;
    var execution = request.execution();
    this.session =
        new SessionScript(
            request.database(),
            new SessionTimeouts(execution.lockTimeout(), execution.statementTimeout()));
    this.tracking =
        new TrackingScript(
            request.database().trackingSchema(), request.requester(), request.names());
  }

  SessionScript session() {
    return session;
  }

  TrackingScript tracking() {
    return tracking;
  }

  /**
   * Begins a script: takes the lock and verifies where the database stands.
   *
   * @param what it does, in one line
   * @param minServerVersion the least major version of the server; 0 for any
   */
  List<String> begin(
      String what, ScriptRange from, List<ScriptStart.Undone> undone, int minServerVersion) {
    var lines = new ArrayList<String>();
    lines.add(comment("schemactl " + request.requester().version() + ": " + what));
    lines.add("-- Run it with psql -X -v ON_ERROR_STOP=1 -f, outside of a transaction.");
    lines.addAll(session.begin());
    lines.addAll(session.lock());
    lines.addAll(
        tracking.require(
            new ScriptStart(
                from.heads().ids(),
                List.copyOf(from.applied()),
                undone,
                histories(),
                minServerVersion)));
    lines.addAll(tracking.newRun());
    lines.addAll(session.restore(applicationName()));
    if (!from.heads().isBase()) {
      lines.addAll(tracking.requireSchema(SessionScript.FIRST_SCHEMA));
    }
    return lines;
  }

  private Map<String, String> histories() {
    return switch (request.adoption()) {
      case AUTO -> ForeignHistories.TABLES;
      case NEVER -> Map.of();
    };
  }

  /** All of a script that creates the tracking tables where they are missing. */
  List<String> ofTables() {
    var lines = new ArrayList<String>();
    lines.add(comment("schemactl " + request.requester().version() + ": tracking tables"));
    lines.addAll(session.begin());
    lines.addAll(session.lock());
    lines.addAll(tracking.requireNone(histories()));
    lines.addAll(session.restore(applicationName()));
    lines.add("BEGIN;");
    lines.addAll(tracking.install(SessionScript.FIRST_SCHEMA));
    lines.add("COMMIT;");
    lines.addAll(end());
    return lines;
  }

  /** Creates the tracking tables where the script begins at base. */
  List<String> install(ScriptRange from) {
    if (!from.heads().isBase()) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    lines.add("BEGIN;");
    lines.addAll(tracking.install(SessionScript.FIRST_SCHEMA));
    lines.add("COMMIT;");
    return lines;
  }

  /** Ends a script. */
  List<String> end() {
    return session.end();
  }

  /** The {@code application_name} before the first step. */
  String applicationName() {
    return "schema-migration/" + request.requester().name();
  }

  /** A comment of one line, whatever is in it. */
  static String comment(String text) {
    return "-- " + Printable.line(text);
  }
}
