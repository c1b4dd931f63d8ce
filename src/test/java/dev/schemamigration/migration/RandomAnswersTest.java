package dev.schemamigration.migration;

import static dev.schemamigration.testing.HostilePeer.number;
import static dev.schemamigration.testing.HostilePeer.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.HostileServer;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.RandomMessages;
import java.time.Clock;
import java.time.Duration;
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
                  RandomMessages.answer(peer, random);
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
