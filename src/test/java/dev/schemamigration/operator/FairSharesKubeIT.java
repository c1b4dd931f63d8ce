package dev.schemamigration.operator;

import static dev.schemamigration.testing.Changelogs.inline;
import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;

import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Servers that accept connections and never answer keep no other tenant waiting. */
@ClusterTest
class FairSharesKubeIT {
  private static final Map<String, String> LABEL = Map.of("operator", "shares");

  private final Cluster cluster;

  FairSharesKubeIT(Cluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void aTenantIsServedBesideServersThatHang() throws IOException {
    var red = cluster.tenant();
    var blue = cluster.tenant().withDatabaseSecret();
    red.secret("login", Map.of("user", "red"));
    try (var hung = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        var operator =
            cluster.start(
                Map.of(
                    "SCHEMA_MIGRATION_SELECTOR",
                    "operator=shares",
                    "SCHEMA_MIGRATION_LOOKS",
                    "4"))) {
      for (int number = 0; number < 40; number++) {
        red.apply(
            "hung" + number,
            LABEL,
            "database: {host: 127.0.0.1, port: %d, name: d%d, usernameFrom: {name: login, key: user}}\n"
                    .formatted(hung.getLocalPort(), number)
                + inline(linear(1)));
      }
      blue.apply("app", LABEL, DATABASE + inline(linear(1)));

      blue.awaitReady("app", "r1", Duration.ofSeconds(15));
    }
  }
}
