package dev.schemamigration.engine.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A single statement that is sent by itself. */
public sealed interface ExecutableStatement {
  /** Returns its SQL, with question marks for bound values. */
  String text();

  /**
   * Returns file and line of a character of its SQL; empty where they are not known.
   *
   * @param position counted by the server, from 1; that of the statement itself without one
   */
  default Optional<String> place(OptionalInt position) {
    return Optional.empty();
  }

  /**
   * A statement without bound values.
   *
   * @param script that it is part of; empty where that is in no file line by line
   * @param lines of that script
   */
  record Sql(ScriptStatement statement, String script, TextLines lines)
      implements ExecutableStatement {
    /** A statement that is in no file line by line. */
    public Sql(ScriptStatement statement) {
      this(statement, "", TextLines.UNKNOWN);
    }

    /** A comment above a statement is part of it, and not its place. */
    @Override
    public Optional<String> place(OptionalInt position) {
      return lines.at(
          script,
          position.isPresent()
              ? statement.start() + offset(position.getAsInt())
              : statement.firstToken());
    }

    /** The server counts characters, of which Java needs two for some. */
    private int offset(int position) {
      int all = text().codePointCount(0, text().length());
      return text().offsetByCodePoints(0, Math.min(position - 1, all));
    }

    @Override
    public String text() {
      return statement.text();
    }
  }

  /**
   * A statement that Liquibase sends with bound values.
   *
   * @param files from which values are read
   */
  record Prepared(String text, List<String> files, Sender sender) implements ExecutableStatement {}

  /** Sends a statement. */
  interface Sender {
    void send() throws SQLException;
  }
}
