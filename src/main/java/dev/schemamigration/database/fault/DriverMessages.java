package dev.schemamigration.database.fault;

import dev.schemamigration.database.fault.DatabaseFault.Kind;
import java.util.Optional;

/** Composes the messages of faults for which the server sent none. */
final class DriverMessages {
  private DriverMessages() {}

  /** A description of {@code kind}, then the message of the root cause. */
  static String of(Kind kind, Throwable failure) {
    return joined(opening(kind), failure);
  }

  /** The message of a connection that the driver closed because of what a statement did. */
  static String ofClosedByDriver(Throwable failure) {
    return joined(
        "the statement changed a setting of the session that the driver needs as it was", failure);
  }

  private static String joined(String opening, Throwable failure) {
    var cause = rootCause(failure);
    var message = Optional.ofNullable(cause.getMessage()).filter(it -> !it.isBlank());
    return opening + ": " + message.orElse(cause.getClass().getSimpleName());
  }

  private static String opening(Kind kind) {
    return switch (kind) {
      case UNKNOWN_HOST -> "the host name has no address";
      case UNREACHABLE -> "no connection could be made";
      case TLS -> "no TLS connection could be made";
      case INVALID_REPLY -> "the answer was not taken";
      case LOGIN_NOT_SENT -> "the login was not sent";
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

  private static Throwable rootCause(Throwable failure) {
    var cause = failure;
    for (var depth = 0; depth < 50 && cause.getCause() != null; depth++) {
      cause = cause.getCause();
    }
    return cause;
  }
}
