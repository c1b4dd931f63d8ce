package dev.schemamigration.database.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.fault.DatabaseFault.Kind;
import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.HostileServer;
import dev.schemamigration.testing.HungMoment;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server does, a connection ends within its limit and leaves nothing behind. */
@Timeout(60)
class HungServerTest {
  private static final Duration LIMIT = Duration.ofMillis(700);

  /** Enough where it does not matter how far an attempt came. */
  private static final Duration SHORT = Duration.ofMillis(100);

  @ParameterizedTest
  @MethodSource("openings")
  void aServerThatLetsNobodyInIsGivenUp(HungMoment moment) {
    try (var server = HostileServer.playing(moment.script())) {
      var fault = opening(server, LIMIT);

      assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(fault.message())
          .isEqualTo("no connection could be made: " + missing(moment) + " within 700 ms");
      await().untilAsserted(() -> assertThat(server.connected()).isZero());
    }
  }

  private static Stream<HungMoment> openings() {
    return Stream.of(HungMoment.values()).filter(it -> !it.afterIdentity());
  }

  private static String missing(HungMoment moment) {
    return switch (moment.stage()) {
      case TLS -> "no TLS handshake was completed";
      case LOGIN -> "the server did not complete the login";
      case FIRST_QUERY, QUERY -> "the server did not answer the first query";
    };
  }

  @ParameterizedTest
  @EnumSource(HungMoment.class)
  void aConnectionThatNobodyWantsAnyMoreEndsAtOnce(HungMoment moment) {
    try (var server = HostileServer.playing(moment.script())) {
      var unwanted = new AtomicBoolean();
      var connector = new Connector(Duration.ofMinutes(5)).unless(unwanted::get);
      var attempt =
          Background.start(
              () -> {
                try (var session =
                        connector.open(server.settings(""), SessionTimeouts.INSPECTION, "test");
                    var statement = session.connection().createStatement()) {
                  return statement.execute("SELECT 1");
                } catch (SQLException e) {
                  return SqlFaults.classify(e).kind();
                }
              });
      await().until(() -> server.connected() == 1);

      unwanted.set(true);

      assertThat(attempt.result(Duration.ofSeconds(5))).isEqualTo(Kind.CONNECTION_LOST);
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
    for (var moment : HungMoment.values()) {
      open(moment);
    }
  }

  private static void open(HungMoment moment) {
    try (var server = HostileServer.playing(moment.script())) {
      tried(server, SHORT);
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
    return tried(server, limit).orElseThrow();
  }

  private static Optional<DatabaseFault> tried(HostileServer server, Duration limit) {
    try {
      new Connector(limit).open(server.settings(""), SessionTimeouts.INSPECTION, "test").close();
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(SqlFaults.classify(e));
    }
  }
}
