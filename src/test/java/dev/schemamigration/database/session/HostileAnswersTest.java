package dev.schemamigration.database.session;

import static dev.schemamigration.testing.HostilePeer.columns;
import static dev.schemamigration.testing.HostilePeer.count;
import static dev.schemamigration.testing.HostilePeer.done;
import static dev.schemamigration.testing.HostilePeer.header;
import static dev.schemamigration.testing.HostilePeer.joined;
import static dev.schemamigration.testing.HostilePeer.message;
import static dev.schemamigration.testing.HostilePeer.number;
import static dev.schemamigration.testing.HostilePeer.report;
import static dev.schemamigration.testing.HostilePeer.row;
import static dev.schemamigration.testing.HostilePeer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.fault.DatabaseFault.Kind;
import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.testing.HostilePeer;
import dev.schemamigration.testing.HostileServer;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server sends, it is read within bounds or refused by name. */
@Timeout(60)
class HostileAnswersTest {
  private static final int GIB = 1_000_000_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What a server sends after the login that Postgres does not send. */
  private enum Answer {
    A_COLUMN_LARGER_THAN_ITS_ROW(joined(columns(1), header('D', 6), count(1), number(GIB))),
    A_LARGE_ROW_THAT_NEVER_COMES(joined(columns(1), header('D', GIB), count(1), number(GIB - 6))),
    A_NEGATIVE_COLUMN(joined(columns(1), header('D', 6), count(1), number(-2))),
    A_COLUMN_TOO_MANY(joined(columns(1), header('D', 6), count(2), number(-1))),
    A_COLUMN_TOO_FEW(joined(columns(1), header('D', 10), count(1), number(-1), number(-1))),
    A_ROW_WITHOUT_COUNT(joined(columns(1), header('D', 0))),
    TOO_MANY_COLUMNS(joined(header('T', 2), count(65_535))),
    A_DESCRIPTION_WITHOUT_END(joined(header('T', 8), count(1), "endless".getBytes())),
    A_LARGE_TAG(header('C', GIB)),
    A_TAG_WITHOUT_END(message('C', "SELECT".getBytes())),
    A_SETTING_WITHOUT_END(message('S', "endless".getBytes())),
    A_SETTING_WITHOUT_VALUE(message('S', text("endless"))),
    A_LARGE_KEY(message('K', new byte[300])),
    A_LARGE_FUNCTION_RESULT(joined(header('V', 4), number(GIB))),
    PARAMETERS_THAT_ARE_NOT_THERE(message('t', count(1000))),
    A_COPY_OF_COLUMNS_THAT_ARE_NOT_THERE(message('G', new byte[1], count(1000))),
    A_NEGATIVE_LENGTH(new byte[] {'D', -1, -1, -1, -1}),
    A_LENGTH_WITHOUT_ITSELF(new byte[] {'D', 0, 0, 0, 3}),
    ANOTHER_LOGIN(message('R', number(3))),
    ANOTHER_VERSION(message('v', number(196608), number(GIB))),
    HTTP("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());

    private final byte[] bytes;

    Answer(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  @ParameterizedTest
  @EnumSource(Answer.class)
  void whatPostgresDoesNotSendIsRefusedBeforeItIsRead(Answer answer) {
    try (var server =
        HostileServer.answering(
            (peer, query) -> {
              peer.raw(answer.bytes);
              peer.hang();
              return false;
            })) {
      long before = THREADS.getCurrentThreadAllocatedBytes();

      assertThat(opening(server).kind()).isEqualTo(Kind.INVALID_REPLY);

      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(64L << 20);
      await().untilAsserted(() -> assertThat(server.connected()).isZero());
    }
  }

  @Test
  void anAnswerThatSaysNothingOfTheServerIsNoPostgres() {
    var answers =
        List.of(
            joined(columns(6), done("SELECT 0")),
            joined(columns(6), message('D', count(6), nulls(6)), done("SELECT 1")),
            done("SELECT 0"),
            joined(columns(6), row(List.of("1", "2", " ", "4", "5", "f")), done("SELECT 1")));
    for (var answer : answers) {
      try (var server =
          HostileServer.answering(
              (peer, query) -> {
                peer.raw(answer);
                return true;
              })) {
        assertThat(opening(server).kind()).isEqualTo(Kind.INVALID_REPLY);
      }
    }
  }

  @Test
  void ownersOfALockWithoutAnythingAreNoDefect() throws SQLException {
    try (var server =
            HostileServer.answering(
                (peer, query) -> {
                  if (query.contains("pg_control_system")) {
                    peer.identify(1);
                  } else {
                    peer.raw(
                        joined(columns(4), message('D', count(4), nulls(4)), done("SELECT 1")));
                  }
                  return true;
                });
        var session =
            new Connector(Duration.ofSeconds(20))
                .open(server.settings(""), SessionTimeouts.INSPECTION, "test")) {
      assertThat(LockOwners.of(session.connection(), 1))
          .containsExactly(new LockOwners.Owner(0, "", "not shown", Optional.empty()));
    }
  }

  private static byte[] nulls(int columns) {
    return joined(Collections.nCopies(columns, number(-1)).toArray(byte[][]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ERROR\r\n", "-ERR unknown command\r\n", "220 mail ESMTP\r\n", "SSH-2.0-x\r\n"})
  void anotherProtocolIsNoPostgres(String banner) {
    for (var parameters : List.of("", "?sslmode=disable")) {
      try (var server =
          HostileServer.playing(
              peer -> {
                peer.hear();
                peer.raw(banner);
                peer.hang();
              })) {
        var fault = opening(server, parameters);

        assertThat(fault.kind()).as(parameters).isIn(Kind.INVALID_REPLY, Kind.TLS);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {30_001, 1_500_000_000})
  void aLargeMessageBeforeTheLoginIsNoPostgres(int bytes) {
    for (char type : "ERN".toCharArray()) {
      try (var server =
          HostileServer.playing(
              peer -> {
                peer.startup();
                peer.raw(header(type, bytes));
                peer.hang();
              })) {
        assertThat(opening(server).kind()).isEqualTo(Kind.INVALID_REPLY);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000})
  void rowsWithoutEndAreNotKept(int bytes) {
    var many = rows(bytes);
    try (var server =
        HostileServer.answering(
            (peer, query) -> {
              peer.raw(columns(19));
              while (true) {
                peer.raw(many);
              }
            })) {
      var fault = opening(server);

      assertThat(fault.message())
          .isEqualTo(
              "the answer was not taken: the answer to one query takes more than 32 MiB, and no"
                  + " more is read");
    }
  }

  private static byte[] rows(int bytes) {
    var row = row(Collections.nCopies(19, "x".repeat(bytes)));
    return joined(Collections.nCopies(100, row).toArray(byte[][]::new));
  }

  @Test
  void settingsWithoutEndAreNotKept() {
    try (var server =
        HostileServer.playing(
            peer -> {
              peer.startup();
              peer.askFor(0);
              for (int number = 0; ; number++) {
                peer.send('S', text("setting" + number), text("x"));
              }
            })) {
      assertThat(opening(server).message())
          .isEqualTo("the answer was not taken: the server reports more than 100 settings");
    }
  }

  @Test
  void largeSettingsAreNotKeptHoweverManyAnswersTheyComeWith() {
    var value = "x".repeat(100_000);
    try (var server =
        HostileServer.playing(
            peer -> {
              peer.startup();
              peer.letIn();
              for (int number = 0; ; number++) {
                peer.send('S', text("setting" + number), text(value));
              }
            })) {
      assertThat(opening(server).message())
          .isEqualTo("the answer was not taken: the server reports settings of more than 256 KiB");
    }
  }

  @Test
  void descriptionsOfColumnsWithoutEndAreNotKept() {
    var result = joined(HostilePeer.columns(1600), message('C', text("SELECT 0")));
    try (var server =
        HostileServer.answering(
            (peer, query) -> {
              while (true) {
                peer.raw(result);
              }
            })) {
      long before = THREADS.getCurrentThreadAllocatedBytes();

      assertThat(opening(server).message()).contains("takes more than 32 MiB");

      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(400L << 20);
    }
  }

  @Test
  void errorsWithoutEndAreNotKept() {
    var error = report('E', "SERROR", "CXX000", "M" + "x".repeat(1000));
    try (var server =
        HostileServer.answering(
            (peer, query) -> {
              while (true) {
                peer.raw(error);
              }
            })) {
      assertThat(opening(server).sqlState()).isEqualTo("XX000");
      await().untilAsserted(() -> assertThat(server.connected()).isZero());
    }
  }

  @Test
  void noticesTakeNoMemory() {
    var notices =
        joined(
            Collections.nCopies(100, report('N', "SNOTICE", "C00000", "M" + "x".repeat(10_000)))
                .toArray(byte[][]::new));
    try (var server =
        HostileServer.answering(
            (peer, query) -> {
              for (int megabytes = 0; megabytes < 200; megabytes++) {
                peer.raw(notices);
              }
              peer.raw(message('A', number(1), text("channel"), text("x".repeat(7_000))));
              peer.raw(joined(report('E', "SERROR", "C42601", "Mat last"), done("SELECT 0")));
              peer.hang();
              return false;
            })) {
      long before = THREADS.getCurrentThreadAllocatedBytes();

      assertThat(opening(server).message()).isEqualTo("at last");

      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(64L << 20);
    }
  }

  @Test
  void anErrorIsCutAndItsOtherFieldsStay() {
    var message = "M" + "ä".repeat(400_000);
    try (var server =
        HostileServer.answering(
            (peer, query) -> {
              peer.raw(report('E', "SFEHLER", "VERROR", "C42601", message, "Hwrite it so", "Px"));
              peer.raw(done("SELECT 0"));
              peer.hang();
              return false;
            })) {
      var fault = opening(server);

      assertThat(fault.kind()).isEqualTo(Kind.STATEMENT);
      assertThat(fault.message()).isEqualTo("ä".repeat(16_000));
      assertThat(fault.hint()).contains("write it so");
    }
  }

  private static DatabaseFault opening(HostileServer server) {
    return opening(server, "");
  }

  private static DatabaseFault opening(HostileServer server, String parameters) {
    return SqlFaults.classify(
        catchThrowableOfType(
            SQLException.class,
            () ->
                new Connector(Duration.ofSeconds(20))
                    .open(server.settings(parameters), SessionTimeouts.INSPECTION, "test")
                    .close()));
  }
}
