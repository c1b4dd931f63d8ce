package dev.schemamigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.Secret;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Inspection;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.spec.SpecFieldNames;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.testing.OldServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Connects to a fake server on the loopback address that implements only the login. */
class OldServerTest {
  private static final Requester REQUESTER = new Requester("shop/app", 1, "test");
  private static final Bundle NOTHING = BundleReader.read("test", Map.of());

  private final Connector connector = new Connector(Duration.ofSeconds(5));

  @Test
  void aServerThatIsTooOldIsRefusedBeforeAnythingIsAskedOfIt() throws Exception {
    try (var server = OldServer.reporting("12.22 (Debian 12.22-1.pgdg12+1)")) {
      var report = migration().inspect(request(server));

      assertThat(report.fault()).contains(refusal(server, "12.22"));
      assertThat(server.statements()).isEmpty();
    }
  }

  @Test
  void soIsOneThatLacksHalfOfWhatASessionIsOpenedWith() throws Exception {
    try (var server = OldServer.reporting("9.6.24")) {
      var report = migration().migrate(request(server), RunListener.SILENT, new Cancellation());

      assertThat(report.fault()).contains(refusal(server, "9.6.24"));
      assertThat(server.statements()).as("the driver's own").allMatch(it -> it.startsWith("SET "));
    }
  }

  @Test
  void theInspectionOfADatabaseReportsItToo() throws Exception {
    try (var server = OldServer.reporting("12.22")) {
      var inspection =
          new Inspector(connector, REQUESTER, SpecFieldNames.INSTANCE)
              .inspect(NOTHING, settings(server));

      assertThat(inspection).isEqualTo(new Inspection.Stopped(refusal(server, "12.22")));
    }
  }

  private static Fault refusal(OldServer server, String version) {
    return new Fault(
        Reason.ServerNotSupported,
        "database 127.0.0.1:%d/app: the server is PostgreSQL %s, and the oldest one supported is PostgreSQL 13; upgrade the server"
            .formatted(server.port(), version));
  }

  private Migration migration() {
    return new Migration(
        connector, Clock.systemUTC(), RandomGenerator.getDefault(), Duration.ofSeconds(1));
  }

  private static Request request(OldServer server) {
    return new Request(
        REQUESTER,
        NOTHING,
        settings(server),
        new Goal.Declared("base"),
        List.of(),
        ChangesetFilter.NONE,
        PolicyRules.PERMISSIVE,
        Execution.DEFAULT,
        Request.Adoption.AUTO,
        SpecFieldNames.INSTANCE);
  }

  private static ConnectionSettings settings(OldServer server) {
    return ConnectionSettings.of(
        "127.0.0.1", server.port(), "app", "app", Optional.of(Secret.of("not asked for")));
  }
}
