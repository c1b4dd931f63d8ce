package dev.schemamigration.app;

import static dev.schemamigration.testing.Changelogs.inline;
import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import dev.schemamigration.testing.Kstatus;
import dev.schemamigration.testing.OperatorProcess;
import dev.schemamigration.testing.Tenant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the packaged operator prints, and how it ends, where it cannot start. */
@ClusterTest(Environment.SHARED)
class StartKubeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(50);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Cluster cluster;
  private final Tenant tenant;

  StartKubeIT(Cluster cluster, Tenant tenant) {
    this.cluster = cluster;
    this.tenant = tenant;
  }

  @Test
  void badSettingsAreNamedAndEndIt() {
    try (var operator =
        cluster.launch(
            Map.of(
                "SCHEMA_MIGRATION_WORKERS", "many",
                "SCHEMA_MIGRATION_LEADER_ELECTION", "ture",
                "DATABASE_URL", "postgresql://u:s3cr3t@h:notaport/db"))) {
      assertThat(operator.awaitEnd(PATIENCE)).isEqualTo(2);

      assertThat(operator.log().lines())
          .hasSize(3)
          .allMatch(line -> line.startsWith("the operator cannot start: "))
          .noneMatch(line -> line.contains("s3cr3t"))
          .anyMatch(line -> line.contains("SCHEMA_MIGRATION_WORKERS: \"many\""));
    }
  }

  @Test
  void missingRightsAreNamedAndEndIt() {
    try (var operator = OperatorProcess.launch(tenant.account("nobody"), Map.of())) {
      assertThat(operator.awaitEnd(PATIENCE)).isEqualTo(1);

      assertThat(complaints(operator))
          .singleElement()
          .asString()
          .contains(
              "the operator cannot start: ",
              "cannot list resource \"",
              "; grant it: apply the roles of this version (deploy/rbac, or the chart)");
    }
  }

  @Test
  void aPortThatIsTakenIsNamedAndEndsIt() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var operator =
            cluster.launch(
                Map.of(
                    "SCHEMA_MIGRATION_SELECTOR",
                    "nothing",
                    "QUARKUS_HTTP_PORT",
                    Integer.toString(taken.getLocalPort())))) {
      assertThat(operator.awaitEnd(PATIENCE)).isEqualTo(1);

      assertThat(complaints(operator))
          .singleElement()
          .asString()
          .contains(Integer.toString(taken.getLocalPort()));
    }
  }

  @Test
  void aLineOfTheLogIsAnObjectWithTheFieldsOfItsResource() {
    tenant.apply("app", Map.of("operator", "json"), DATABASE + inline(linear(1)));
    try (var operator =
        cluster.start(
            Map.of(
                "SCHEMA_MIGRATION_SELECTOR",
                "operator=json",
                "SCHEMA_MIGRATION_LOG_JSON",
                "true"))) {
      tenant.awaitNotReady("app", "SecretNotFound", Kstatus.IN_PROGRESS);
      tenant.withDatabaseSecret();
      tenant.awaitReady("app", "r1");

      var lines = operator.log().lines().map(StartKubeIT::json).toList();
      assertThat(lines)
          .filteredOn(line -> line.at("/mdc/name").asText().equals("app"))
          .extracting(
              line -> line.path("level").asText(),
              line -> line.at("/mdc/namespace").asText(),
              line -> line.at("/mdc/reason").asText(),
              line -> line.at("/mdc/revision").asText())
          .contains(tuple("WARN", "SecretNotFound", ""), tuple("INFO", "RevisionApplied", "r1"));
    }
  }

  private org.assertj.core.groups.Tuple tuple(String level, String reason, String revision) {
    return org.assertj.core.groups.Tuple.tuple(level, tenant.namespace(), reason, revision);
  }

  /** What is not of level INFO, traces included. */
  private static List<String> complaints(OperatorProcess operator) {
    return operator.log().lines().filter(line -> !line.contains(" INFO ")).toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }
}
