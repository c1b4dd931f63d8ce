package dev.schemamigration.database.session;

import static dev.schemamigration.testing.HostilePeer.header;
import static dev.schemamigration.testing.HostilePeer.joined;
import static dev.schemamigration.testing.HostilePeer.message;
import static dev.schemamigration.testing.HostilePeer.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.fault.DatabaseFault.Kind;
import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.testing.HostileServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a server does, a connection ends within its limit and leaves nothing behind. */
@Timeout(60)
class HungServerTest {
  private static final Duration LIMIT = Duration.ofMillis(700);

  /** Enough where it does not matter how far an attempt came. */
  private static final Duration SHORT = Duration.ofMillis(100);

  /** Ways to keep a client waiting until it is let in. */
  private enum Opening {
    SILENT("no TLS handshake was completed within 700 ms", peer -> peer.hang()),
    WITHOUT_HANDSHAKE(
        "no TLS handshake was completed within 700 ms",
        peer -> {
          peer.startup('S');
          peer.hang();
        }),
    WITH_A_SLOW_HANDSHAKE(
        "no TLS handshake was completed within 700 ms",
        peer -> {
          peer.hear();
          peer.raw("S");
          peer.drip(new byte[] {22, 3, 3, 64, 0, 2}, 20);
        }),
    WITHOUT_LOGIN(
        "the server did not complete the login within 700 ms",
        peer -> {
          peer.startup();
          peer.hang();
        }),
    WITH_NOTICES(
        "the server did not complete the login within 700 ms",
        peer -> {
          peer.startup();
          var notices = joined(report('N', "SNOTICE", "C00000", "Mx"), new byte[0]);
          while (true) {
            peer.raw(notices);
          }
        }),
    WITH_ONE_BYTE_AFTER_THE_OTHER(
        "the server did not complete the login within 700 ms",
        peer -> {
          peer.startup();
          peer.drip(report('N', "SNOTICE", "C00000", "Mx"), 20);
        }),
    WITH_A_LONG_MESSAGE(
        "the server did not complete the login within 700 ms",
        peer -> {
          peer.startup();
          peer.raw(header('R', 8));
          peer.hang();
        }),
    WITH_HALF_A_SCRAM(
        "the server did not complete the login within 700 ms",
        peer -> {
          peer.startup();
          peer.askForScram(4096);
          peer.answer();
          peer.hang();
        }),
    WITHOUT_BEING_READY(
        "the server did not complete the login within 700 ms",
        peer -> {
          peer.startup();
          peer.askFor(0);
          peer.hang();
        }),
    WITH_SETTINGS_FOR_EVER(
        "the server did not complete the login within 700 ms",
        peer -> {
          peer.startup();
          peer.askFor(0);
          peer.drip(message('S', "a\0b\0".getBytes()), 5);
        }),
    WITHOUT_AN_ANSWER(
        "the server did not answer the first query within 700 ms",
        peer -> {
          peer.startup();
          peer.letIn();
          peer.hang();
        });

    private final String message;
    private final HostileServer.Script script;

    Opening(String message, HostileServer.Script script) {
      this.message = message;
      this.script = script;
    }
  }

  @ParameterizedTest
  @EnumSource(Opening.class)
  void aServerThatLetsNobodyInIsGivenUp(Opening opening) {
    try (var server = HostileServer.playing(opening.script)) {
      var fault = opening(server, LIMIT);

      assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(fault.message()).isEqualTo("no connection could be made: " + opening.message);
      await().untilAsserted(() -> assertThat(server.connected()).isZero());
    }
  }

  @Test
  void manyAttemptsLeaveNeitherThreadNorSocket() {
    openEvery(); // what is there once a process is there from now on
    var before = threads();

    openEvery();
    openEvery();

    await()
        .untilAsserted(
            () ->
                assertThat(threads())
                    .allSatisfy(
                        (name, count) ->
                            assertThat(count)
                                .as(name)
                                .isLessThanOrEqualTo(before.getOrDefault(name, 0L))));
  }

  private static void openEvery() {
    for (var opening : Opening.values()) {
      open(opening);
    }
  }

  private static void open(Opening way) {
    try (var server = HostileServer.playing(way.script)) {
      opening(server, SHORT);
      await().untilAsserted(() -> assertThat(server.connected()).isZero());
    }
  }

  /** Platform threads of this process by name, without those of the test's own servers. */
  private static Map<String, Long> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(it -> !OF_THE_TEST.contains(it))
        .collect(Collectors.groupingBy(it -> it, TreeMap::new, Collectors.counting()));
  }

  private static final Set<String> OF_THE_TEST =
      Set.of("hostile", "hostile-client", "awaitility-thread");

  private static DatabaseFault opening(HostileServer server, Duration limit) {
    var failure =
        catchThrowableOfType(
            SQLException.class,
            () ->
                new Connector(limit)
                    .open(server.settings(""), SessionTimeouts.INSPECTION, "test")
                    .close());
    return SqlFaults.classify(failure);
  }
}
