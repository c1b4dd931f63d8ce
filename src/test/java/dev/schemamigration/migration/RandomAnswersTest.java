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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
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

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void endTheTimer() {
    timer.shutdownNow();
  }

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
                migration.inspect(request, endingSoon()),
                migration.migrate(request, RunListener.SILENT, endingSoon()))) {
          assertThat(reason(report))
              .as("seed %d", seed + number)
              .isNotEqualTo(Reason.InternalError);
        }
      }
    }
  }

  /** Where an answer is waited for that never comes, nobody wants the pass after a second. */
  private Cancellation endingSoon() {
    var cancellation = new Cancellation();
    timer.schedule(() -> cancellation.request("enough", Duration.ZERO), 1, TimeUnit.SECONDS);
    return cancellation;
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
