package dev.schemamigration.database.fault;

import dev.schemamigration.database.fault.DatabaseFault.Kind;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The one place where exceptions of the driver become {@link DatabaseFault}s. Goes by SQLSTATE and
 * by the types of the exceptions; texts are in the server's language and never looked at.
 */
public final class SqlFaults {
  private SqlFaults() {}

  /** What happened. */
  public static DatabaseFault classify(SQLException exception) {
    return classify(exception, StatementTiming.UNKNOWN);
  }

  /** What happened, told apart with what the client knows about the statement. */
  public static DatabaseFault classify(SQLException exception, StatementTiming timing) {
    var cause = deepest(exception);
    var state = Optional.ofNullable(cause.getSQLState()).orElse("");
    return serverMessage(cause)
        .map(it -> spoken(SqlStates.kindOf(state, timing), state, it))
        .orElseGet(() -> unspoken(state, cause, timing));
  }

  /** What the database has to do with a failure, if anything. */
  public static Optional<DatabaseFault> find(Throwable failure) {
    return causes(failure)
        .filter(SQLException.class::isInstance)
        .map(it -> classify((SQLException) it))
        .findFirst();
  }

  /** The server said it. */
  private static DatabaseFault spoken(Kind kind, String state, ServerErrorMessage error) {
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

  /** The driver said it: no server was reached, or it went away. */
  private static DatabaseFault unspoken(
      String state, SQLException exception, StatementTiming timing) {
    var kind =
        state.startsWith("08") ? connectionKind(state, exception) : SqlStates.kindOf(state, timing);
    return new DatabaseFault(
        kind,
        state,
        hungUp(exception)
            ? DriverMessages.ofHangingUp(exception)
            : DriverMessages.of(kind, exception),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        List.of());
  }

  private static Kind connectionKind(String state, SQLException exception) {
    if (causedBy(exception, UnknownHostException.class)) {
      return Kind.UNKNOWN_HOST;
    }
    if (causedBy(exception, SSLException.class)
        || causedBy(exception, GeneralSecurityException.class)) {
      return Kind.TLS;
    }
    if (hungUp(exception)) {
      return Kind.STATEMENT;
    }
    return switch (state) {
      case "08001" -> Kind.UNREACHABLE;
      case "08004" -> thrownBy(exception, "enableSSL") ? Kind.TLS : Kind.AUTHENTICATION;
      default -> Kind.CONNECTION_LOST;
    };
  }

  private static boolean hungUp(SQLException exception) {
    return thrownBy(exception, "receiveParameterStatus");
  }

  /**
   * The driver gives one SQLSTATE to "the server has no TLS" and to "a password is needed", and to
   * "the server is gone" that of "a statement has changed the encoding, so I hang up", and no cause
   * to any; where it was thrown is the only difference that is not a text.
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
