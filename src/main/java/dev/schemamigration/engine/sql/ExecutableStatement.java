package dev.schemamigration.engine.sql;

import java.sql.SQLException;
import java.util.List;

/** One statement to be sent by itself. */
public sealed interface ExecutableStatement {
  /** Its text, or what stands for it. */
  String text();

  /** Plain SQL. */
  record Sql(ScriptStatement statement) implements ExecutableStatement {
    @Override
    public String text() {
      return statement.text();
    }
  }

  /**
   * Something that Liquibase sends with bound values.
   *
   * @param files that values are read from
   */
  record Prepared(String text, List<String> files, Sender sender) implements ExecutableStatement {}

  /** Sends it. */
  interface Sender {
    void send() throws SQLException;
  }
}
