package dev.schemamigration.migration;

import dev.schemamigration.engine.EngineFault;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a SQLSTATE means for a migration, and how it is told. */
final class SqlReasons {
  private SqlReasons() {}

  /** A fault outside the statements of a changelog. */
  static Fault session(SQLException e) {
    return new Fault(reason(e, Reason.InternalError), told(e));
  }

  /** A fault in a statement of a changelog. */
  static Fault statement(EngineFault.StatementFailed failed) {
    var reason = reason(failed.cause(), Reason.MigrationFailed);
    return new Fault(
        reason == Reason.DatabaseUnreachable ? Reason.ConnectionLost : reason,
        failed.message() + position(failed) + ": " + told(failed.cause()));
  }

  static Reason reason(SQLException e, Reason otherwise) {
    var state = Optional.ofNullable(e.getSQLState()).orElse("");
    return switch (state) {
      case "28P01", "28000" -> Reason.AuthenticationFailed;
      case "3D000" -> Reason.DatabaseNotFound;
      case "57P03" -> Reason.DatabaseStarting;
      case "57P01", "57P02" -> Reason.ConnectionLost;
      case "53300" -> Reason.TooManyConnections;
      case "42501" -> Reason.PermissionDenied;
      case "25006" -> Reason.ReadOnlyServer;
      case "55P03" -> Reason.LockTimeout;
      case "40P01", "40001" -> Reason.Conflict;
      default -> state.startsWith("08") ? Reason.DatabaseUnreachable : otherwise;
    };
  }

  private static String position(EngineFault.StatementFailed failed) {
    return Optional.ofNullable(server(failed.cause()))
        .map(ServerErrorMessage::getPosition)
        .filter(it -> it > 0)
        .map(it -> ", position " + it)
        .orElse("");
  }

  private static String told(SQLException e) {
    var state = e.getSQLState() == null ? "" : " (SQLSTATE " + e.getSQLState() + ")";
    var server = server(e);
    if (server == null) {
      return e.getMessage() + state;
    }
    return server.getMessage()
        + state
        + (server.getDetail() == null ? "" : "; " + server.getDetail())
        + (server.getHint() == null ? "" : "; hint: " + server.getHint());
  }

  private static ServerErrorMessage server(SQLException e) {
    return e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
  }
}
