package dev.schemamigration.database.fault;

import dev.schemamigration.database.fault.DatabaseFault.Kind;
import dev.schemamigration.database.wire.WireException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Classifies exceptions of the driver as {@link DatabaseFault}s, by SQLSTATE and by the types of
 * the exceptions. Message texts are in the server's language and are not evaluated.
 */
public final class SqlFaults {
  private static final Set<String> ENDING = Set.of("FATAL", "PANIC");

  private SqlFaults() {}

  /** The fault of an exception; a cancelled statement counts as {@link Kind#CANCELLED}. */
  public static DatabaseFault classify(SQLException exception) {
    return classify(exception, StatementTiming.UNKNOWN);
  }

  /** The fault of an exception; {@code timing} distinguishes a timeout from a cancellation. */
  public static DatabaseFault classify(SQLException exception, StatementTiming timing) {
    boolean atLogin = exception instanceof LoginFailedException;
    var cause = deepest(exception instanceof LoginFailedException it ? it.driver() : exception);
    var state = Optional.ofNullable(cause.getSQLState()).orElse("");
    return serverMessage(cause)
        .map(it -> fromServer(kindOf(state, timing, atLogin || endsSession(it)), state, it))
        .orElseGet(() -> fromDriver(state, cause, timing));
  }

  /**
   * A statement may raise the SQLSTATEs of a connection: of another server, to which it connects,
   * or of a database that it names.
   */
  private static Kind kindOf(String state, StatementTiming timing, boolean ofThisConnection) {
    var kind = SqlStates.kindOf(state, timing);
    return kind.ofConnection() && !ofThisConnection ? Kind.STATEMENT : kind;
  }

  /** Whether the server ends the session with this error; its severity is never translated here. */
  private static boolean endsSession(ServerErrorMessage error) {
    return error.getSeverity() != null && ENDING.contains(error.getSeverity());
  }

  /**
   * The fault of the first {@link SQLException} in a chain of causes, or of an exception that the
   * driver did not expect itself; empty without one.
   */
  public static Optional<DatabaseFault> find(Throwable failure) {
    return causes(failure)
        .filter(SQLException.class::isInstance)
        .map(it -> classify((SQLException) it))
        .findFirst()
        .or(
            () ->
                causes(failure)
                    .filter(SqlFaults::thrownByDriver)
                    .map(SqlFaults::unreadable)
                    .findFirst());
  }

  /** Whether an exception was thrown before a server had accepted the login. */
  public static boolean atLogin(Throwable failure) {
    return causedBy(failure, LoginFailedException.class);
  }

  /**
   * As {@link #find}, of a query of our own: that is right, so what the driver does not like about
   * it is its answer.
   */
  public static Optional<DatabaseFault> findInOwnQuery(Throwable failure) {
    boolean fromServer =
        causes(failure)
            .anyMatch(it -> it instanceof SQLException e && serverMessage(deepest(e)).isPresent());
    return find(failure)
        .map(it -> it.kind() == Kind.STATEMENT && !fromServer ? it.as(Kind.INVALID_REPLY) : it);
  }

  /** Answers in an order that makes no sense bring the driver to fail in this way. */
  private static boolean thrownByDriver(Throwable failure) {
    return Stream.of(failure.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(it -> !it.startsWith("java."))
        .findFirst()
        .filter(it -> it.startsWith("org.postgresql."))
        .isPresent();
  }

  private static DatabaseFault unreadable(Throwable failure) {
    return new DatabaseFault(
        Kind.INVALID_REPLY,
        "",
        DriverMessages.of(Kind.INVALID_REPLY, failure),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        List.of());
  }

  /** A fault that the server reported. */
  private static DatabaseFault fromServer(Kind kind, String state, ServerErrorMessage error) {
    return new DatabaseFault(
        kind,
        state,
        text(error.getMessage()).orElse("the server gave no message"),
        text(error.getDetail()),
        text(error.getHint()),
        error.getPosition() > 0 ? OptionalInt.of(error.getPosition()) : OptionalInt.empty(),
        text(error.getConstraint()),
        ErrorContext.of(error.getWhere()));
  }

  /** A fault that the driver reported: the server was not reached, or the connection broke. */
  private static DatabaseFault fromDriver(
      String state, SQLException exception, StatementTiming timing) {
    var kind =
        state.startsWith("08") ? connectionKind(state, exception) : SqlStates.kindOf(state, timing);
    return new DatabaseFault(
        kind,
        state,
        closedByDriver(exception)
            ? DriverMessages.ofClosedByDriver(exception)
            : DriverMessages.of(kind, exception),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        List.of());
  }

  private static Kind connectionKind(String state, SQLException exception) {
    var ended =
        causes(exception)
            .filter(WireException.class::isInstance)
            .map(it -> kindOf(((WireException) it).kind()))
            .findFirst();
    return ended.orElseGet(() -> kindOfDriver(state, exception));
  }

  private static Kind kindOf(WireException.Kind kind) {
    return switch (kind) {
      case NOT_OPENED -> Kind.UNREACHABLE;
      case NO_ANSWER, ABORTED -> Kind.CONNECTION_LOST;
      case NOT_POSTGRES, TOO_LARGE, NO_MEMORY -> Kind.INVALID_REPLY;
      case NO_TLS -> Kind.TLS;
      case LOGIN_REFUSED -> Kind.LOGIN_NOT_SENT;
    };
  }

  private static Kind kindOfDriver(String state, SQLException exception) {
    if (causedBy(exception, UnknownHostException.class)) {
      return Kind.UNKNOWN_HOST;
    }
    if (causedBy(exception, SSLException.class)
        || causedBy(exception, GeneralSecurityException.class)
        || thrownBy(exception, "verifyPeerName")) {
      return Kind.TLS;
    }
    if (closedByDriver(exception)) {
      return Kind.STATEMENT;
    }
    return switch (state) {
      case "08001" -> Kind.UNREACHABLE;
      case "08004" -> Kind.AUTHENTICATION;
      default -> Kind.CONNECTION_LOST;
    };
  }

  private static boolean closedByDriver(SQLException exception) {
    return thrownBy(exception, "receiveParameterStatus");
  }

  /**
   * Whether the driver threw it in {@code method}. The driver uses one SQLSTATE for "the server is
   * gone", "the certificate has another name" and "a statement has changed the encoding, so the
   * driver closes the connection", without a cause in any of them; the stack frame is the only
   * difference beside the message text.
   */
  private static boolean thrownBy(SQLException exception, String method) {
    return Stream.of(exception.getStackTrace())
        .limit(3)
        .anyMatch(frame -> frame.getMethodName().equals(method));
  }

  private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
    return causes(failure).anyMatch(type::isInstance);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.<@Nullable Throwable>iterate(
            failure, it -> it != null, it -> it.getCause() == it ? null : it.getCause())
        .limit(50)
        .map(it -> (Throwable) it);
  }

  /** A batch reports its own failure first and the server's as the next one. */
  private static SQLException deepest(SQLException exception) {
    return Stream.<@Nullable SQLException>iterate(
            exception, it -> it != null, SQLException::getNextException)
        .limit(50)
        .filter(it -> serverMessage(it).isPresent())
        .findFirst()
        .map(it -> (SQLException) it)
        .orElse(exception);
  }

  private static Optional<ServerErrorMessage> serverMessage(@Nullable SQLException exception) {
    return exception instanceof PSQLException fromServer
        ? Optional.ofNullable(fromServer.getServerErrorMessage())
        : Optional.empty();
  }

  private static Optional<String> text(@Nullable String text) {
    return Optional.ofNullable(text).filter(it -> !it.isBlank());
  }
}
