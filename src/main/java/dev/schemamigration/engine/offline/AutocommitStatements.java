package dev.schemamigration.engine.offline;

import dev.schemamigration.database.session.SessionScript;
import dev.schemamigration.database.tracking.JournalEvent;
import dev.schemamigration.database.tracking.TrackingScript;
import dev.schemamigration.engine.autocommit.kind.AutocommitKind;
import dev.schemamigration.engine.autocommit.kind.AutocommitKinds;
import dev.schemamigration.engine.changelog.Changeset;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.sql.ExecutableStatement;
import dev.schemamigration.engine.sql.SessionSetting;
import dev.schemamigration.text.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes the statements of a changeset outside of a transaction, each with its journal rows. */
final class AutocommitStatements {
  private final SessionScript session;
  private final TrackingScript tracking;
  private final ScriptStatements statements;
  private final Duration timeout;

  AutocommitStatements(
      SessionScript session,
      TrackingScript tracking,
      ScriptStatements statements,
      Duration timeout) {
    this.session = session;
    this.tracking = tracking;
    this.statements = statements;
    this.timeout = timeout;
  }

  /** Writes the statements that apply a changeset. */
  List<String> up(ParsedChangelog parsed, Changeset changeset, String name) {
    return new Writing(parsed, changeset, name).of(statements.up(parsed, changeset));
  }

  /** Writes the statements that roll a changeset back. */
  List<String> down(ParsedChangelog parsed, Changeset changeset, String name) {
    return new Writing(parsed, changeset, name).of(statements.down(parsed, changeset));
  }

  private final class Writing {
    private final ParsedChangelog parsed;
    private final Changeset changeset;
    private final String name;
    private final List<String> lines = new ArrayList<>();
    private final List<ExecutableStatement> settings = new ArrayList<>();
    private int number;

    Writing(ParsedChangelog parsed, Changeset changeset, String name) {
      this.parsed = parsed;
      this.changeset = changeset;
      this.name = name;
    }

    List<String> of(List<ExecutableStatement> all) {
      for (var statement : all) {
        number++;
        if (SessionSetting.is(statement)) {
          settings.add(statement);
        } else {
          var kind = AutocommitKinds.of(statement);
          if (kind.commitsWithJournal()) {
            transactional(statement);
          } else {
            outside(statement, kind);
          }
        }
      }
      return lines;
    }

    private void transactional(ExecutableStatement statement) {
      lines.addAll(session.enterMigration());
      lines.add("BEGIN;");
      send(statement);
      journal(JournalEvent.STATEMENT_DONE, statement);
      lines.add("COMMIT;");
    }

    private void outside(ExecutableStatement statement, AutocommitKind kind) {
      journal(JournalEvent.STATEMENT_BEGUN, statement);
      lines.addAll(session.enterMigration());
      limit(kind);
      send(statement);
      kind.effect()
          .ifPresent(
              condition ->
                  lines.add(
                      SessionScript.block(
                          "BEGIN\n  IF NOT ("
                              + condition
                              + ") THEN\n    RAISE EXCEPTION USING MESSAGE = 'the statement before"
                              + " took no effect; repair that and go on over a connection';\n  END"
                              + " IF;\nEND")));
      journal(JournalEvent.STATEMENT_DONE, statement);
    }

    /** As over a connection: what the script sets itself takes precedence. */
    private void limit(AutocommitKind kind) {
      if (kind.waits()) {
        lines.add("SET lock_timeout TO 0;");
      }
      lines.add("SET statement_timeout TO " + timeout.toMillis() + ";");
    }

    private void send(ExecutableStatement statement) {
      settings.forEach(it -> lines.addAll(PsqlText.of(it.text())));
      lines.addAll(PsqlText.of(statement.text()));
    }

    private void journal(JournalEvent event, ExecutableStatement statement) {
      lines.addAll(session.restore(name));
      lines.addAll(
          tracking.statement(
              event,
              parsed.file().id(),
              changeset.key(),
              number,
              Digest.of(parsed.withoutSecrets(statement.text()))));
    }
  }
}
