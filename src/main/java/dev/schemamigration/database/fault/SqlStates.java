package dev.schemamigration.database.fault;

import dev.schemamigration.database.fault.DatabaseFault.Kind;

/** Maps SQLSTATEs to kinds of faults. */
final class SqlStates {
  private SqlStates() {}

  /** The kind of a SQLSTATE; its class decides where the code has no entry of its own. */
  static Kind kindOf(String state, StatementTiming timing) {
    return switch (state) {
      case "28P01", "28000" -> Kind.AUTHENTICATION;
      case "3D000", "57P04" -> Kind.DATABASE_NOT_FOUND;
      case "57P03" -> Kind.STARTING;
      case "57P01", "57P02" -> Kind.SHUT_DOWN;
      case "40003", "08000", "08003", "08006", "08007" -> Kind.CONNECTION_LOST;
      case "53300" -> Kind.TOO_MANY_CONNECTIONS;
      case "42501" -> Kind.PERMISSION;
      case "25006" -> Kind.READ_ONLY;
      case "55P03" -> Kind.LOCK_TIMEOUT;
      case "40001", "40P01" -> Kind.CONFLICT;
      case "57014" -> timing.ranOutOfTime() ? Kind.STATEMENT_TIMEOUT : Kind.CANCELLED;
      // Sessions of this program have such limits only where a script sets them.
      case "25P03", "25P04", "57P05" -> Kind.STATEMENT_TIMEOUT;
      case "53100" -> Kind.DISK_FULL;
      default -> kindOfClass(state);
    };
  }

  /** The first two characters of a SQLSTATE are its class. */
  private static Kind kindOfClass(String state) {
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08" -> Kind.REJECTED;
      case "28" -> Kind.AUTHENTICATION;
      case "53" -> Kind.OUT_OF_RESOURCES;
      default -> Kind.STATEMENT;
    };
  }
}
