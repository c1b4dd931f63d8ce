package dev.schemamigration.database.fault;

import dev.schemamigration.database.fault.DatabaseFault.Kind;
import java.util.Optional;

/** Words for faults in which no server spoke. */
final class DriverMessages {
  private DriverMessages() {}

  /** Ours first, then what the innermost exception says. */
  static String of(Kind kind, Throwable failure) {
    return said(opening(kind), failure);
  }

  /** What is said when the driver hung up because of what a statement did. */
  static String ofHangingUp(Throwable failure) {
    return said(
        "the statement changed a setting of the session that the driver needs as it was", failure);
  }

  private static String said(String opening, Throwable failure) {
    var inner = innermost(failure);
    var told = Optional.ofNullable(inner.getMessage()).filter(it -> !it.isBlank());
    return opening + ": " + told.orElse(inner.getClass().getSimpleName());
  }

  private static String opening(Kind kind) {
    return switch (kind) {
      case UNKNOWN_HOST -> "the host name has no address";
      case UNREACHABLE -> "no connection could be made";
      case TLS -> "no TLS connection could be made";
      case AUTHENTICATION -> "the login failed";
      case CONNECTION_LOST -> "the connection broke";
      case REJECTED,
          DATABASE_NOT_FOUND,
          STARTING,
          SHUT_DOWN,
          TOO_MANY_CONNECTIONS,
          PERMISSION,
          READ_ONLY,
          LOCK_TIMEOUT,
          CONFLICT,
          CANCELLED,
          STATEMENT_TIMEOUT,
          DISK_FULL,
          OUT_OF_RESOURCES,
          STATEMENT ->
          "the driver failed";
    };
  }

  private static Throwable innermost(Throwable failure) {
    var inner = failure;
    for (var depth = 0; depth < 50 && inner.getCause() != null; depth++) {
      inner = inner.getCause();
    }
    return inner;
  }
}
