package dev.schemamigration.database.fault;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the server, or the way to it, answered instead of doing what it was asked. Message, detail
 * and hint are the server's own and may hold data, so they go through {@link Redaction} before
 * anybody sees them.
 *
 * @param kind what sort of thing it is; decisions are taken on it alone
 * @param sqlState five characters; empty where there is none
 * @param message the server's primary message, or ours when no server spoke
 * @param detail may quote whole rows
 * @param hint the server's advice
 * @param position of the error in the statement, in characters from 1
 * @param constraint name of the constraint that was violated
 * @param within the routines that ran when it happened, innermost first
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

  /** Sorts of fault, by what can be done about them. */
  public enum Kind {
    /** The host name has no address. */
    UNKNOWN_HOST,
    /** Nobody answers at host and port, or not in time. */
    UNREACHABLE,
    /** Server and client do not agree on encryption, or the certificate is not trusted. */
    TLS,
    /** Something answers and turns the connection away, for another reason than the login. */
    REJECTED,
    /** Unknown user, wrong password, or the server's access rules say no. */
    AUTHENTICATION,
    /** The server has no database of that name. */
    DATABASE_NOT_FOUND,
    /** The server starts, recovers or is about to stop, and takes no connections yet. */
    STARTING,
    /** The server ended the session: shut down, restarted after a crash, or terminated by hand. */
    SHUT_DOWN,
    /** The connection broke; what became of the statement is unknown. */
    CONNECTION_LOST,
    /** No connection slot is free. */
    TOO_MANY_CONNECTIONS,
    /** The role may not do this. */
    PERMISSION,
    /** The server or the session takes no writes. */
    READ_ONLY,
    /** A lock could not be had within {@code lock_timeout}. */
    LOCK_TIMEOUT,
    /** Deadlock or serialization failure; the same transaction can succeed when run again. */
    CONFLICT,
    /** Somebody cancelled the statement: this process, or a person on the server. */
    CANCELLED,
    /** The statement took longer than {@code statement_timeout}. */
    STATEMENT_TIMEOUT,
    /** No space is left on the server's disk. */
    DISK_FULL,
    /** The server is out of memory or another resource. */
    OUT_OF_RESOURCES,
    /** The statement itself is wrong, or wrong for the data that is there. */
    STATEMENT
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

  /** The same answer, taken for another sort of fault. */
  public DatabaseFault as(Kind other) {
    return new DatabaseFault(other, sqlState, message, detail, hint, position, constraint, within);
  }

  /**
   * Message, SQLSTATE, position, routines and hint in a line, without the detail, which quotes
   * data, unless it lists the objects that are in the way: {@code relation "x" does not exist
   * (SQLSTATE 42P01, at character 15)}.
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
