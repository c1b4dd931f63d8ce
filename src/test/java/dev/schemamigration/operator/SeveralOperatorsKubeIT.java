package dev.schemamigration.operator;

import static dev.schemamigration.testing.Changelogs.inline;
import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.OperatorProcess;
import dev.schemamigration.testing.Tenant;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several operators in one namespace: releases with a lease each, replicas that share one. */
@ClusterTest
class SeveralOperatorsKubeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Cluster cluster;

  SeveralOperatorsKubeIT(Cluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void twoReleasesInOneNamespaceHaveALeaseEachAndBothWork() {
    var crimson = cluster.tenant().withDatabaseSecret();
    var indigo = cluster.tenant().withDatabaseSecret();
    try (var first = cluster.launch(release("crimson"));
        var second = cluster.launch(release("indigo"))) {
      first.awaitReady();
      second.awaitReady();
      crimson.apply("app", Map.of("operator", "crimson"), DATABASE + inline(linear(1)));
      indigo.apply("app", Map.of("operator", "indigo"), DATABASE + inline(linear(1)));

      crimson.awaitReady("app", "r1");
      indigo.awaitReady("app", "r1");
      assertThat(leader(first).path("leading").asBoolean()).isTrue();
      assertThat(leader(second).path("lease").asText()).isEqualTo(Cluster.SYSTEM + "/indigo");
      assertThat(first.log() + second.log()).doesNotContain("standing by");
    }
  }

  /** By mistake, and then apart: by the label, as the administrator would move it. */
  @Test
  void ofTwoReleasesOnTheSameResourcesOneHandlesThemAndTheOtherSaysSo() {
    var tenant = cluster.tenant().withDatabaseSecret();
    var settings = new HashMap<>(release("east"));
    try (var east = cluster.start(settings)) {
      tenant.apply("app", Map.of("operator", "east"), DATABASE + inline(linear(2)));
      tenant.awaitReady("app", "r2");
      assertThat(operatorOf(tenant)).isEqualTo(Cluster.SYSTEM + "/east");
      settings.put("SCHEMA_MIGRATION_LEASE_NAME", "west");
      settings.put("SCHEMA_MIGRATION_SELECTOR", "operator in (east,west)");
      try (var west = cluster.start(settings)) {
        await().atMost(PATIENCE).until(() -> leader(west).path("leftToOthers").asInt() == 1);
        assertThat(leader(west).path("leading").asBoolean()).isTrue();
        assertThat(leader(west).path("others").asText()).isEqualTo(Cluster.SYSTEM + "/east");
        assertThat(west.log())
            .containsOnlyOnce(
                "the operator with the lease %s/east handles resources that this one looks at too,"
                        .formatted(Cluster.SYSTEM)
                    + " such as %s/app: this one leaves them to it".formatted(tenant.namespace()));
        tenant.patch("app", "{\"spec\":{\"target\":\"r1\"}}");
        tenant.awaitReady("app", "r1");
        assertThat(operatorOf(tenant)).isEqualTo(Cluster.SYSTEM + "/east");

        tenant.patch(
            "app",
            "{\"metadata\":{\"labels\":{\"operator\":\"west\"}},\"spec\":{\"target\":\"r2\"}}");
        tenant.awaitReady("app", "r2");
        tenant.awaitThat(
            "app", app -> assertThat(operatorOf(tenant)).isEqualTo(Cluster.SYSTEM + "/west"));
        assertThat(leader(west).path("leftToOthers").asInt()).isZero();
        assertThat(east.isAlive()).isTrue();
      }
    }
  }

  private static String operatorOf(Tenant tenant) {
    return tenant.get("app").at("/status/operator").asText();
  }

  @Test
  void aStandbySaysWhoLeadsInHealthAndLogAndTakesOver() {
    var settings = release("pair");
    try (var first = cluster.start(settings)) {
      await().atMost(PATIENCE).until(() -> leader(first).path("leading").asBoolean());
      try (var second = cluster.start(settings)) {
        var name = leader(first).path("replica").asText();
        await().atMost(PATIENCE).until(() -> leader(second).path("holder").asText().equals(name));
        assertThat(leader(second).path("leading").asBoolean()).isFalse();
        assertThat(leader(second).path("replica").asText()).isNotEqualTo(name);
        assertThat(second.status("/q/health/ready")).isEqualTo(200);
        var standing =
            "standing by; leader is %s, by the lease %s/pair".formatted(name, Cluster.SYSTEM);
        assertThat(second.log()).containsOnlyOnce(standing);

        first.stop(PATIENCE);

        await().atMost(PATIENCE).until(() -> leader(second).path("leading").asBoolean());
        assertThat(second.log())
            .containsOnlyOnce("standing by")
            .containsOnlyOnce("leading as " + leader(second).path("replica").asText());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SCHEMA_MIGRATION_LEASE_RENEW_DEADLINE | 10s | SCHEMA_MIGRATION_LEASE_RENEW_DEADLINE: 10s is"
            + " not at least a second less than SCHEMA_MIGRATION_LEASE_DURATION (10s)",
        "SCHEMA_MIGRATION_LEASE_NAME | My Lease | SCHEMA_MIGRATION_LEASE_NAME: \"My Lease\" is not"
            + " the name of an object",
      })
  void aSettingOfTheLeaseThatCannotBeIsRefusedInOneSentence(
      String setting, String value, String message) {
    try (var operator =
        cluster.launch(Map.of("SCHEMA_MIGRATION_LEADER_ELECTION", "true", setting, value))) {
      assertThat(operator.awaitEnd(PATIENCE)).isEqualTo(1);
      assertThat(operator.log()).contains(message).doesNotContain("\tat ");
    }
  }

  private static Map<String, String> release(String name) {
    return Map.of(
        "SCHEMA_MIGRATION_SELECTOR",
        "operator=" + name,
        "SCHEMA_MIGRATION_LEADER_ELECTION",
        "true",
        "SCHEMA_MIGRATION_LEASE_NAME",
        name);
  }

  /** What its health says about the leader. */
  private static JsonNode leader(OperatorProcess operator) {
    try {
      for (var check : new ObjectMapper().readTree(operator.get("/q/health")).path("checks")) {
        if (check.path("name").asText().equals("leader")) {
          assertThat(check.path("status").asText()).isEqualTo("UP");
          return check.path("data");
        }
      }
      throw new AssertionError("no check named leader");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
