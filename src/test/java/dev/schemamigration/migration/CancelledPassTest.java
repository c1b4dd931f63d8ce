package dev.schemamigration.migration;

import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.HostileServer;
import dev.schemamigration.testing.HungMoment;
import dev.schemamigration.testing.MigrationFixture;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cancelled pass waits for no server, whatever moment that has fallen silent at. */
@Timeout(60)
class CancelledPassTest {
  private static final Duration AT_ONCE = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofMinutes(10);

  private final Migration migration =
      new Migration(
          new Connector(Duration.ofMinutes(5)),
          Clock.systemUTC(),
          RandomGenerator.getDefault(),
          Duration.ofMinutes(5));
  private final Cancellation cancellation = new Cancellation();

  /** A pass on a request. */
  private interface Pass {
    Report of(Request request);
  }

  @ParameterizedTest
  @EnumSource(HungMoment.class)
  void aCancelledInspectionEndsAtOnce(HungMoment moment) {
    endsAtOnce(moment, request -> migration.inspect(request, cancellation));
  }

  @ParameterizedTest
  @EnumSource(HungMoment.class)
  void aRunThatIsCancelledWhileItIsPreparedEndsAtOnce(HungMoment moment) {
    endsAtOnce(moment, request -> migration.migrate(request, RunListener.SILENT, cancellation));
  }

  private void endsAtOnce(HungMoment moment, Pass pass) {
    var file = revision("1", "", "CREATE TABLE t (a int);", "DROP TABLE t;");
    try (var server = HostileServer.playing(moment.script())) {
      var request = MigrationFixture.request(server.settings(""), Map.of("1_t.sql", file), "head");
      var report = Background.start(() -> pass.of(request));
      await().until(() -> server.connected() == 1);

      cancellation.request("suspended", GRACE);

      assertThat(report.result(AT_ONCE).fault())
          .contains(
              new Fault(Reason.Cancelled, "stopped at the preparation of the run: suspended"));
      await().atMost(AT_ONCE).until(() -> server.connected() == 0);
    }
  }
}
