package dev.schemamigration.engine.sql;

import java.sql.SQLException;
import java.util.List;

/** A single statement that is sent by itself. */
public sealed interface ExecutableStatement {
  /** Returns its SQL, with question marks for bound values. */
  String text();

  /** A statement without bound values. */
  record Sql(ScriptStatement statement) implements ExecutableStatement {
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
