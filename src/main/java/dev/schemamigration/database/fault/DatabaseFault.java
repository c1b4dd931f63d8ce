package dev.schemamigration.database.fault;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An error of the server, or of the connection to it. Message, detail and hint come from the server
 * and may hold data, so they go through {@link Redaction} before they are shown.
 *
 * @param kind class of the fault; decisions are taken on it alone
 * @param sqlState five characters; empty where there is none
 * @param message the server's primary message; one of this program when the server sent none
 * @param detail may quote whole rows
 * @param hint the server's hint
 * @param position of the error in the statement, in characters from 1
 * @param constraint name of the violated constraint
 * @param within the routines that were running, innermost first
 */
public record DatabaseFault(
    Kind kind,
    String sqlState,
    String message,
    Optional<String> detail,
    Optional<String> hint,
    OptionalInt position,
    Optional<String> constraint,
    List<String> within) {

  private static final String DEPENDENT_OBJECTS = "2BP01";

  /** Classes of faults, by what can be done about them. */
  public enum Kind {
    /** The host name has no address. */
    UNKNOWN_HOST,
    /** Nothing answers at host and port, or not in time. */
    UNREACHABLE,
    /** Server and client do not agree on encryption, or the certificate is not trusted. */
    TLS,
    /** What answers is no Postgres server, or sends more than is taken. */
    INVALID_REPLY,
    /** The server asks for a login that is not given to it, as for a password in clear text. */
    LOGIN_NOT_SENT,
    /** The server refuses the connection for another reason than the login. */
    REJECTED,
    /** Unknown user, wrong password, or refused by {@code pg_hba.conf}. */
    AUTHENTICATION,
    /** The server has no database of that name. */
    DATABASE_NOT_FOUND,
    /** The server is starting, recovering or stopping, and accepts no connections. */
    STARTING,
    /** The server ended the session: shutdown, restart after a crash, or termination by hand. */
    SHUT_DOWN,
    /** The connection broke; whether the statement took effect is unknown. */
    CONNECTION_LOST,
    /** No connection slot is free. */
    TOO_MANY_CONNECTIONS,
    /** The role lacks a privilege. */
    PERMISSION,
    /** The server or the session is read-only. */
    READ_ONLY,
    /** A lock was not granted within {@code lock_timeout}. */
    LOCK_TIMEOUT,
    /** Deadlock or serialization failure; the same transaction can succeed when run again. */
    CONFLICT,
    /** The statement was cancelled, by this process or on the server. */
    CANCELLED,
    /** The statement took longer than {@code statement_timeout}. */
    STATEMENT_TIMEOUT,
    /** No space is left on the server's disk. */
    DISK_FULL,
    /** The server is out of memory or another resource. */
    OUT_OF_RESOURCES,
    /** The statement itself is wrong, or does not fit the existing data. */
    STATEMENT;

    /** Whether it is a fault of the connection, and not of what was sent over it. */
    boolean ofConnection() {
      return switch (this) {
        case UNKNOWN_HOST,
            UNREACHABLE,
            TLS,
            INVALID_REPLY,
            LOGIN_NOT_SENT,
            REJECTED,
            AUTHENTICATION,
            DATABASE_NOT_FOUND,
            STARTING,
            SHUT_DOWN,
            CONNECTION_LOST,
            TOO_MANY_CONNECTIONS ->
            true;
        case PERMISSION,
            READ_ONLY,
            LOCK_TIMEOUT,
            CONFLICT,
            CANCELLED,
            STATEMENT_TIMEOUT,
            DISK_FULL,
            OUT_OF_RESOURCES,
            STATEMENT ->
            false;
      };
    }
  }

  public DatabaseFault {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(sqlState);
    Objects.requireNonNull(message);
    Objects.requireNonNull(detail);
    Objects.requireNonNull(hint);
    Objects.requireNonNull(position);
    Objects.requireNonNull(constraint);
    within = List.copyOf(within);
  }

  /** The same fault with another kind. */
  public DatabaseFault as(Kind other) {
    return new DatabaseFault(other, sqlState, message, detail, hint, position, constraint, within);
  }

  /**
   * Message, SQLSTATE, position, routines and hint in one line: {@code relation "x" does not exist
   * (SQLSTATE 42P01, at character 15)}. The detail is left out because it may quote data, except
   * where it lists dependent objects.
   */
  public String summary() {
    var text = new StringBuilder(message);
    if (!sqlState.isEmpty()) {
      text.append(" (SQLSTATE ").append(sqlState);
      position.ifPresent(it -> text.append(", at character ").append(it));
      text.append(')');
    }
    detail
        .filter(it -> sqlState.equals(DEPENDENT_OBJECTS))
        .ifPresent(it -> text.append("; ").append(it.replace("\n", ", ")));
    if (!within.isEmpty()) {
      text.append("; in ").append(String.join(", ", within));
    }
    hint.ifPresent(it -> text.append("; hint: ").append(it));
    return text.toString();
  }
}
