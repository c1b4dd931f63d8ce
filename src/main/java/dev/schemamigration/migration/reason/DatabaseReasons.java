package dev.schemamigration.migration.reason;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.ShownConnection;
import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import java.util.Optional;

/** Maps faults of a database to reasons, and composes the messages of a session's faults. */
final class DatabaseReasons {
  /** object_not_in_prerequisite_state, also of a database that allows no connections. */
  private static final String NOT_IN_PREREQUISITE_STATE = "55000";

  private DatabaseReasons() {}

  /**
   * A fault while the session was opened or used outside the statements of a changelog.
   *
   * @param summary of the fault, without what may not be shown
   * @param shown how the connection may be named
   */
  static Fault session(
      DatabaseFault fault,
      ConnectionSettings settings,
      ShownConnection shown,
      String summary,
      SettingNames names) {
    var reason =
        fault.sqlState().equals(NOT_IN_PREREQUISITE_STATE)
            ? Reason.DatabaseUnreachable
            : reason(fault.kind());
    return new Fault(
        reason,
        "database " + shown.address() + " as " + shown.user() + ": " + summary,
        Optional.of(Setting.HOST)
            .filter(host -> bareName(fault, settings))
            .flatMap(names::hint)
            .orElseGet(() -> reason.remedy(names)));
  }

  private static boolean bareName(DatabaseFault fault, ConnectionSettings settings) {
    return fault.kind() == DatabaseFault.Kind.UNKNOWN_HOST && settings.host().indexOf('.') < 0;
  }

  /** The reason of a kind of fault. */
  static Reason reason(DatabaseFault.Kind kind) {
    return switch (kind) {
      case UNKNOWN_HOST, UNREACHABLE, REJECTED -> Reason.DatabaseUnreachable;
      case TLS -> Reason.TlsFailed;
      case INVALID_REPLY -> Reason.InvalidReply;
      case LOGIN_NOT_SENT -> Reason.LoginNotSent;
      case AUTHENTICATION -> Reason.AuthenticationFailed;
      case DATABASE_NOT_FOUND -> Reason.DatabaseNotFound;
      case STARTING -> Reason.DatabaseStarting;
      case SHUT_DOWN, CONNECTION_LOST -> Reason.ConnectionLost;
      case TOO_MANY_CONNECTIONS -> Reason.TooManyConnections;
      case PERMISSION -> Reason.PermissionDenied;
      case READ_ONLY -> Reason.ReadOnlyServer;
      case LOCK_TIMEOUT -> Reason.LockTimeout;
      case CONFLICT -> Reason.Conflict;
      case CANCELLED -> Reason.Cancelled;
      case DISK_FULL, OUT_OF_RESOURCES -> Reason.ServerOutOfResources;
      case STATEMENT_TIMEOUT, STATEMENT -> Reason.MigrationFailed;
    };
  }
}
