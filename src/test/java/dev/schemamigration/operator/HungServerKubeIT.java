package dev.schemamigration.operator;

import static dev.schemamigration.testing.Changelogs.inline;
import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.HostileServer;
import dev.schemamigration.testing.HungMoment;
import dev.schemamigration.testing.Kstatus;
import dev.schemamigration.testing.OperatorProcess;
import dev.schemamigration.testing.Tenant;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Looks and runs that hang on a server which has fallen silent, whatever moment that has chosen:
 * what a person does to their resources takes effect at once, and nothing of them stays behind.
 */
@ClusterTest
class HungServerKubeIT {
  private static final Map<String, String> LABEL = Map.of("operator", "hung");

  /** Beyond every wait of this test, so that nothing ends because a limit has passed. */
  private static final String CONNECT_TIMEOUT = "5m";

  /** One of each kind; {@code CancelledPassTest} has all of them. */
  private static final List<HungMoment> MOMENTS =
      List.of(
          HungMoment.SILENT,
          HungMoment.WITHOUT_HANDSHAKE,
          HungMoment.WITHOUT_LOGIN,
          HungMoment.WITHOUT_AN_ANSWER,
          HungMoment.IN_THE_MIDDLE_OF_AN_ANSWER,
          HungMoment.WITH_NOTICES_FOR_AN_ANSWER);

  private static final Duration SECONDS = Duration.ofSeconds(15);
  private static final Pattern PASS =
      Pattern.compile("(look|migration)-\\d+|run-watch|host-lookup");

  private final Cluster cluster;
  private final Tenant red;
  private final Map<String, HostileServer> servers = new LinkedHashMap<>();

  HungServerKubeIT(Cluster cluster) {
    this.cluster = cluster;
    this.red = cluster.tenant();
  }

  @Test
  void suspensionChangeAndDeletionOfWhatHangsTakeEffectAtOnceAndSoDoesTheEndOfTheOperator() {
    red.secret("login", Map.of("user", "red", "password", "secret"));
    try (var operator = start()) {
      openServers();
      servers.forEach((name, server) -> red.apply(name, LABEL, spec(server)));
      awaitHanging();

      othersAreServed("first");
      assertEach((name, server) -> inProgress(name));

      patchEach("{\"spec\":{\"suspend\":true}}");
      awaitLeftAlone(operator);
      assertEach((name, server) -> suspended(name));

      patchEach("{\"spec\":{\"suspend\":false}}");
      awaitHanging();
      patchEach("{\"spec\":{\"database\":{\"port\":1}}}");
      awaitLeftAlone(operator);
      assertEach(
          (name, server) -> red.awaitNotReady(name, "DatabaseUnreachable", Kstatus.IN_PROGRESS));

      servers.forEach((name, server) -> red.apply(name, LABEL, spec(server)));
      awaitHanging();
      othersAreServed("second");
      servers.keySet().forEach(red::delete);
      awaitLeftAlone(operator);

      servers.forEach((name, server) -> red.apply(name, LABEL, spec(server)));
      awaitHanging();
      assertThat(operator.stop(SECONDS)).isIn(0, 143);
      await().atMost(SECONDS).untilAsserted(this::nobodyIsConnected);
    } finally {
      servers.values().forEach(HostileServer::close);
    }
  }

  private OperatorProcess start() {
    return cluster.start(
        Map.of(
            "SCHEMA_MIGRATION_SELECTOR",
            "operator=hung",
            "SCHEMA_MIGRATION_CONNECT_TIMEOUT",
            CONNECT_TIMEOUT));
  }

  private void openServers() {
    for (var moment : MOMENTS) {
      var name = moment.name().toLowerCase(Locale.ROOT).replace('_', '-');
      servers.put("look-" + name, HostileServer.playing(moment.script()));
      servers.put("run-" + name, HostileServer.playing(moment.afterALook()));
    }
  }

  private static String spec(HostileServer server) {
    return """
        database:
          host: 127.0.0.1
          port: %s
          name: shop
          usernameFrom: {name: login, key: user}
          passwordFrom: {name: login, key: password}
        """
            .formatted(server.address().split(":")[1])
        + inline(linear(1));
  }

  private void othersAreServed(String name) {
    var blue = cluster.tenant().withDatabaseSecret();
    blue.apply(name, LABEL, DATABASE + inline(linear(1)));
    blue.awaitReady(name, "r1", SECONDS);
  }

  /** Each of them has a client, and that of a run is not the one that looked. */
  private void awaitHanging() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertEach(
                    (name, server) -> {
                      assertThat(server.connected()).as(name).isPositive();
                      if (name.startsWith("run-")) {
                        assertThat(server.clients() % 2).as(name).isZero();
                      }
                    }));
  }

  private void awaitLeftAlone(OperatorProcess operator) {
    await()
        .atMost(SECONDS)
        .untilAsserted(
            () -> {
              nobodyIsConnected();
              assertThat(operator.threads()).noneMatch(it -> PASS.matcher(it).matches());
            });
  }

  private void nobodyIsConnected() {
    assertEach((name, server) -> assertThat(server.connected()).as(name).isZero());
  }

  private void inProgress(String name) {
    red.awaitThat(
        name,
        resource -> {
          assertThat(Kstatus.of(resource)).as(name).isEqualTo(Kstatus.IN_PROGRESS);
          assertThat(red.ready(name, "reason")).as(name).isEqualTo("Progressing");
        });
  }

  private void suspended(String name) {
    red.awaitThat(
        name,
        resource -> {
          assertThat(resource.at("/status/observedGeneration").asLong())
              .as(name)
              .isEqualTo(resource.at("/metadata/generation").asLong());
          assertThat(red.condition(name, "Reconciling", "status")).as(name).isEmpty();
          assertThat(red.ready(name, "status")).as(name).isNotEqualTo("True");
        });
  }

  private void patchEach(String merge) {
    servers.keySet().forEach(name -> red.patch(name, merge));
  }

  private void assertEach(BiConsumer<String, HostileServer> assertion) {
    servers.forEach(assertion);
  }
}
