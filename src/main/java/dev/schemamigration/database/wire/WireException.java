package dev.schemamigration.database.wire;

import java.io.IOException;
import java.util.Objects;

/** Ends a connection from this side; the message says why and holds nothing that was sent. */
public final class WireException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Why a connection was ended. */
  public enum Kind {
    /** No connection, or no end of TLS handshake or login, within the limit. */
    NOT_OPENED,
    /** No answer to a query within the limit. */
    NO_ANSWER,
    /** What answers does not speak the protocol of Postgres. */
    NOT_POSTGRES,
    /** An answer is larger than this program takes. */
    TOO_LARGE,
    /** There is no memory left for an answer, because others take it. */
    NO_MEMORY,
    /** The server has no TLS and the connection requires it. */
    NO_TLS,
    /** The server asks for a login that is not given to it. */
    LOGIN_REFUSED,
    /** The owner of the connection has aborted it. */
    ABORTED
  }

  WireException(Kind kind, String message) {
    super(message);
    this.kind = Objects.requireNonNull(kind);
  }

  /** Why the connection was ended. */
  public Kind kind() {
    return kind;
  }

  /**
   * What answers does not behave as Postgres does.
   *
   * @param what it did, which begins the message
   */
  public static WireException notPostgres(String what) {
    return new WireException(
        Kind.NOT_POSTGRES, what + "; what answers there is no Postgres server, or a broken one");
  }

  /** The same again, with the stack trace of this moment. */
  WireException again() {
    return new WireException(kind, String.valueOf(getMessage()));
  }
}
