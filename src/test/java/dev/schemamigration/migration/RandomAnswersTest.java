package dev.schemamigration.migration;

import static dev.schemamigration.testing.HostilePeer.count;
import static dev.schemamigration.testing.HostilePeer.message;
import static dev.schemamigration.testing.HostilePeer.number;
import static dev.schemamigration.testing.HostilePeer.report;
import static dev.schemamigration.testing.HostilePeer.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.HostilePeer;
import dev.schemamigration.testing.HostileServer;
import dev.schemamigration.testing.MigrationFixture;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that answers with messages of Postgres in an order that makes no sense. */
@Timeout(120)
class RandomAnswersTest {
  private static final int SERVERS = 30;

  private final Migration migration =
      new Migration(
          new Connector(Duration.ofSeconds(1)),
          Clock.systemUTC(),
          RandomGenerator.getDefault(),
          Duration.ofSeconds(1));

  @Test
  void noAnswerIsAnInternalError() {
    long seed = System.nanoTime();
    System.out.println("RandomAnswersTest: seed=" + seed);
    for (int number = 0; number < SERVERS; number++) {
      var random = new Random(seed + number);
      boolean identifies = random.nextInt(4) > 0;
      try (var server =
          HostileServer.answering(
              (peer, query) -> {
                if (identifies && query.contains("pg_control_system")) {
                  peer.identify(1);
                } else {
                  nonsense(peer, random);
                }
                return true;
              })) {
        var request = request(server);
        for (var report :
            List.of(
                migration.inspect(request),
                migration.migrate(request, RunListener.SILENT, new Cancellation()))) {
          assertThat(reason(report))
              .as("seed %d", seed + number)
              .isNotEqualTo(Reason.InternalError);
        }
      }
    }
  }

  private static Reason reason(Report report) {
    return report.fault().map(Fault::reason).orElse(Reason.Succeeded);
  }

  private static void nonsense(HostilePeer peer, Random random) throws IOException {
    int messages = random.nextInt(6);
    for (int number = 0; number < messages; number++) {
      peer.raw(any(random));
    }
    peer.raw(message('Z', new byte[] {(byte) "ITE".charAt(random.nextInt(3))}));
  }

  private static byte[] any(Random random) {
    int columns = random.nextInt(25);
    return switch (random.nextInt(16)) {
      case 0 -> HostilePeer.columns(columns);
      case 1 -> HostilePeer.row(Collections.nCopies(columns, random.nextBoolean() ? "7" : "{,\"}"));
      case 2 -> message('D', count(columns), nulls(columns));
      case 3 -> message('C', text(random.nextBoolean() ? "SELECT 1" : "nonsense"));
      case 4 -> report('E', "SERROR", "VERROR", "C42P01", "Mno such table");
      case 5 -> report('E');
      case 6 -> message('1');
      case 7 -> message('2');
      case 8 -> message('n');
      case 9 -> message('s');
      case 10 -> message('I');
      case 11 -> message('t', count(1), number(25));
      case 12 -> message("GHW".charAt(random.nextInt(3)), new byte[1], count(0));
      case 13 ->
          message('S', text("client_encoding"), text(random.nextBoolean() ? "UTF8" : "LATIN1"));
      case 14 -> message('K', number(1), number(2));
      default -> message('3');
    };
  }

  private static byte[] nulls(int columns) {
    return HostilePeer.joined(Collections.nCopies(columns, number(-1)).toArray(byte[][]::new));
  }

  private static Request request(HostileServer server) {
    var file = MigrationFixture.revision("1", "", "CREATE TABLE t (a int);", "DROP TABLE t;");
    return MigrationFixture.with(
        MigrationFixture.request(server.settings(""), Map.of("1_t.sql", file), "head"),
        new Execution(
            Execution.TransactionScope.REVISION,
            Duration.ofSeconds(1),
            Duration.ZERO,
            Duration.ofSeconds(1)));
  }
}
