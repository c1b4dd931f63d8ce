package dev.schemamigration.database.fault;

import static dev.schemamigration.database.fault.DatabaseFault.Kind;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

class SqlFaultsTest {

  @ParameterizedTest
  @CsvSource({
    "28P01,AUTHENTICATION",
    "28000,AUTHENTICATION",
    "28ABC,AUTHENTICATION",
    "3D000,DATABASE_NOT_FOUND",
    "57P04,DATABASE_NOT_FOUND",
    "57P03,STARTING",
    "57P01,SHUT_DOWN",
    "57P02,SHUT_DOWN",
    "57P05,STATEMENT_TIMEOUT",
    "25P03,STATEMENT_TIMEOUT",
    "08006,CONNECTION_LOST",
    "08P01,REJECTED",
    "08004,REJECTED",
    "53300,TOO_MANY_CONNECTIONS",
    "53100,DISK_FULL",
    "53200,OUT_OF_RESOURCES",
    "42501,PERMISSION",
    "25006,READ_ONLY",
    "55P03,LOCK_TIMEOUT",
    "40P01,CONFLICT",
    "40001,CONFLICT",
    "57014,CANCELLED",
    "25P04,STATEMENT_TIMEOUT",
    "42601,STATEMENT",
    "23505,STATEMENT",
    "P0001,STATEMENT",
    "XX000,STATEMENT",
    "40002,STATEMENT",
    "'',STATEMENT",
  })
  void theStateThatAServerSendsDecides(String state, Kind kind) {
    var ended = fromServer("FATAL", state, "Meldung in irgendeiner Sprache");
    var error = fromServer(state, "Meldung in irgendeiner Sprache");
    var fault = SqlFaults.classify(ended);

    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault.sqlState()).isEqualTo(state);
    assertThat(fault.message()).isEqualTo("Meldung in irgendeiner Sprache");
    assertThat(SqlFaults.classify(new LoginFailedException(error))).isEqualTo(fault);
    assertThat(SqlFaults.classify(error).kind())
        .isEqualTo(kind.ofConnection() ? Kind.STATEMENT : kind);
  }

  @Test
  void withoutAServerTheTypeOfTheCauseDecides() {
    assertThat(driver("08001", new UnknownHostException("nosuch")))
        .extracting(DatabaseFault::kind, DatabaseFault::message)
        .containsExactly(Kind.UNKNOWN_HOST, "the host name has no address: nosuch");
    assertThat(driver("08001", new ConnectException("Connection refused")))
        .extracting(DatabaseFault::kind, DatabaseFault::message)
        .containsExactly(Kind.UNREACHABLE, "no connection could be made: Connection refused");
    assertThat(driver("08001", new SocketTimeoutException()))
        .extracting(DatabaseFault::kind, DatabaseFault::message)
        .containsExactly(Kind.UNREACHABLE, "no connection could be made: SocketTimeoutException");
    assertThat(driver("08006", new SSLHandshakeException("unknown certificate")))
        .extracting(DatabaseFault::kind, DatabaseFault::message)
        .containsExactly(Kind.TLS, "no TLS connection could be made: unknown certificate");
    assertThat(driver("08006", new EOFException()))
        .extracting(DatabaseFault::kind, DatabaseFault::message)
        .containsExactly(Kind.CONNECTION_LOST, "the connection broke: EOFException");
  }

  @Test
  void aTimedOutAndACancelledStatementDifferByWhatTheClientKnows() {
    var ended = fromServer("57014", "canceling statement");
    var limit = Duration.ofSeconds(3);

    assertThat(kind(ended, false, limit, limit.plusMillis(2))).isEqualTo(Kind.STATEMENT_TIMEOUT);
    assertThat(kind(ended, true, limit, limit.plusMillis(2))).isEqualTo(Kind.CANCELLED);
    assertThat(kind(ended, false, limit, limit.minusMillis(1))).isEqualTo(Kind.CANCELLED);
    assertThat(kind(ended, false, Duration.ZERO, limit)).isEqualTo(Kind.CANCELLED);
  }

  @Test
  void theServersWordIsFoundBehindOtherExceptions() {
    var batch = new BatchUpdateException("batch", "99999", new int[0]);
    batch.setNextException(fromServer("23505", "duplicate key"));
    var wrapped = new IllegalStateException("migration failed", new RuntimeException(batch));

    assertThat(SqlFaults.find(wrapped).orElseThrow().sqlState()).isEqualTo("23505");
    assertThat(SqlFaults.find(new IllegalStateException("no database in it"))).isEmpty();
  }

  @Test
  void whatTheDriverDoesNotLikeAboutAQueryOfOursIsAnInvalidReply() {
    var driver =
        new PSQLException("The column index is out of range", PSQLState.INVALID_PARAMETER_VALUE);

    assertThat(SqlFaults.findInOwnQuery(driver))
        .map(DatabaseFault::kind)
        .contains(Kind.INVALID_REPLY);
    assertThat(SqlFaults.findInOwnQuery(fromServer("22023", "invalid value")))
        .map(DatabaseFault::kind)
        .contains(Kind.STATEMENT);
    assertThat(SqlFaults.classify(driver).kind()).isEqualTo(Kind.STATEMENT);
  }

  private static Kind kind(
      SQLException exception, boolean requested, Duration limit, Duration elapsed) {
    return SqlFaults.classify(exception, new StatementTiming(requested, limit, elapsed)).kind();
  }

  private static DatabaseFault driver(String state, Exception cause) {
    for (var listed : PSQLState.values()) {
      if (listed.getState().equals(state)) {
        return SqlFaults.classify(new PSQLException("Der Treiber sagt etwas.", listed, cause));
      }
    }
    throw new IllegalArgumentException(state);
  }

  private static PSQLException fromServer(String state, String message) {
    return fromServer("ERROR", state, message);
  }

  private static PSQLException fromServer(String severity, String state, String message) {
    return new PSQLException(
        new ServerErrorMessage("S" + severity + "\0C" + state + "\0M" + message + "\0"));
  }
}
