package dev.schemamigration.engine;

import java.sql.SQLException;

/** One statement to be sent by itself. */
sealed interface SingleStatement {
  /** Its text, or what stands for it. */
  String text();

  /** Plain SQL. */
  record Sql(String text) implements SingleStatement {}

  /** Something that Liquibase sends with bound values. */
  record Prepared(String text, Sender sender) implements SingleStatement {}

  /** Sends it. */
  interface Sender {
    void send() throws SQLException;
  }
}
