package dev.schemamigration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.Tenant;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which resources an operator leaves to another, by the Leases of a real API server. */
@ClusterTest
class OtherOperatorsKubeIT {
  private final Cluster cluster;
  private final Tenant tenant;
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  OtherOperatorsKubeIT(Cluster cluster, Tenant tenant) {
    this.cluster = cluster;
    this.tenant = tenant;
    tenant.apply("app", Map.of("team", "red"), "target: base\nsource: {bundled: spot-optimizer}\n");
  }

  @Test
  void aResourceIsLeftToAnOperatorUntilThatHasNotRenewedItsLeaseForItsDurationAndAMinute() {
    var others = others(cluster.client());
    lease(LeaseScope.EVERYTHING);
    assertThat(others.isLeftToAnother(app(other()))).isTrue();
    assertThat(others.left()).isEqualTo(1);
    assertThat(others.others()).containsExactly(other());
    assertThat(others.isLeft(app(other()))).isTrue();

    now = now.plusSeconds(69);
    assertThat(others.isLeftToAnother(app(other()))).isTrue();
    now = now.plus(Duration.ofSeconds(6));
    assertThat(others.isLeftToAnother(app(other()))).isFalse();
    assertThat(others.left()).isZero();
    assertThat(others.isLeft(app(other()))).isFalse();
  }

  @Test
  void ownResourcesAndThoseOfNobodyAreHandledAndSoAreThoseOfAnOperatorWithoutALease() {
    var others = others(cluster.client());
    assertThat(others.isLeftToAnother(app(others.self()))).isFalse();
    assertThat(others.isLeftToAnother(app(tenant.namespace() + "/gone"))).isFalse();
    assertThat(others.isLeftToAnother(app("nowhere/gone"))).isFalse();
    var fresh = app(other());
    fresh.setStatus(null);
    assertThat(others.isLeftToAnother(fresh)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a/b/c", "../../etc", "a/b?c=d", "A/b"})
  void whatIsNoNameOfALeaseIsNobody(String operator) {
    assertThat(others(cluster.client()).isLeftToAnother(app(operator))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "'' | '' | true",
        "elsewhere, HERE | '' | true",
        "elsewhere | '' | false",
        "'' | team=red | true",
        "'' | team in (red,blue),!operator | true",
        "'' | team=blue | false",
        "elsewhere | team=red | false",
        "'' | this is no selector | true"
      })
  void aResourceThatIsNotInTheOthersScopeAnyMoreIsHandedOver(
      String namespaces, String selector, boolean left) {
    lease(new LeaseScope(namespaces.replace("HERE", tenant.namespace()), selector));
    assertThat(others(cluster.client()).isLeftToAnother(app(other()))).isEqualTo(left);
  }

  @Test
  void anOperatorWhoseLeaseMayNotBeReadIsTakenForOneThatWorks() {
    var account = tenant.account("nobody");
    try (var client =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(account.toFile())).build()) {
      var others = others(client);
      assertThat(others.isLeftToAnother(app(other()))).isTrue();
      assertThat(others.isLeft(app(other()))).as("certainly").isFalse();
    }
  }

  private OtherOperators others(KubernetesClient client) {
    return new OtherOperators(
        new LeaderLease("ops", "this", new ReplicaId("this"), client), client, () -> now);
  }

  private String other() {
    return tenant.namespace() + "/other";
  }

  /** A lease of ten seconds that is renewed now. */
  private void lease(LeaseScope scope) {
    cluster
        .client()
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(tenant.namespace())
                .withName("other")
                .withAnnotations(scope.annotations())
                .endMetadata()
                .withNewSpec()
                .withLeaseDurationSeconds(10)
                .withRenewTime(now.atZone(ZoneOffset.UTC))
                .endSpec()
                .build())
        .create();
  }

  /** The resource as it is stored, with a status that names an operator. */
  private SchemaMigration app(String operator) {
    var resource =
        cluster
            .client()
            .resources(SchemaMigration.class)
            .inNamespace(tenant.namespace())
            .withName("app")
            .get();
    resource.setStatus(
        cluster
            .client()
            .getKubernetesSerialization()
            .unmarshal("operator: '" + operator + "'", resource.getStatus().getClass()));
    return resource;
  }
}
