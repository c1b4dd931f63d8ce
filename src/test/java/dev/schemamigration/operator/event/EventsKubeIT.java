package dev.schemamigration.operator.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.operator.Given;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import dev.schemamigration.testing.Tenant;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events against a real API, with the rights that are shipped. */
@ClusterTest(Environment.SHARED)
class EventsKubeIT {
  private final Cluster cluster;
  private final Tenant tenant;
  private final KubernetesClient client;
  private final RecordedLog log = new RecordedLog(EventRecorder.class.getName());

  EventsKubeIT(Cluster cluster, Tenant tenant) {
    this.cluster = cluster;
    this.tenant = tenant;
    client = client(cluster.kubeconfig());
  }

  @AfterEach
  void close() {
    client.close();
    log.close();
  }

  @Test
  void everyTextIsWithinTheLimitsOfTheApi() {
    var longest = "a".repeat(199) + "-" + "b".repeat(53);
    var host = "ä".repeat(100) + "-12345678";
    try (var events = recorder(client, host)) {
      for (var character : List.of("x", "ä", "世", "😀")) {
        events.record(resource(longest), warning(character.repeat(1100)));
      }
    }

    var stored = tenant.events(longest);
    assertThat(log.lines()).isEmpty();
    assertThat(stored)
        .extracting(event -> event.getNote().codePoints().filter(it -> it != '…').count())
        .containsExactlyInAnyOrder(1021L, 510L, 340L, 255L);
    assertThat(stored).allSatisfy(event -> assertThat(event.getNote()).endsWith("…"));
  }

  @Test
  void aRepetitionCountsInASeriesAfterARestartToo() {
    for (int process = 0; process < 2; process++) {
      try (var events = recorder(client, "process-" + process)) {
        events.record(resource("app"), warning("again"));
        events.record(resource("app"), warning("again"));
      }
    }

    assertThat(tenant.events("app"))
        .singleElement()
        .satisfies(event -> assertThat(event.getSeries().getCount()).isEqualTo(4));
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void inANamespaceThatIsBeingDeletedNothingIsStoredOrLogged() {
    var namespace = tenant.namespace() + "-ends";
    cluster
        .client()
        .namespaces()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .withNewSpec()
                .withFinalizers("tests.schemamigration.dev/stays")
                .endSpec()
                .build())
        .create();
    cluster.client().namespaces().withName(namespace).delete();
    await()
        .until(
            () ->
                "Terminating"
                    .equals(
                        cluster
                            .client()
                            .namespaces()
                            .withName(namespace)
                            .get()
                            .getStatus()
                            .getPhase()));

    try (var events = recorder(client, "this-process")) {
      var ending = resource("app");
      ending.getMetadata().setNamespace(namespace);
      events.record(ending, warning("x".repeat(2000)));
      var gone = resource("app");
      gone.getMetadata().setNamespace(namespace + "-never-was");
      events.record(gone, warning("gone"));
      events.record(resource("app"), warning("elsewhere"));
    }

    assertThat(tenant.events("app")).extracting(Event::getNote).containsExactly("elsewhere");
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void anOperatorWithoutTheRightSaysSoOnceInOneSentence() {
    try (var nobody = client(tenant.account("nobody"));
        var events = recorder(nobody, "this-process")) {
      for (int i = 0; i < 5; i++) {
        events.record(resource("app"), warning("failure " + i));
      }
    }

    assertThat(tenant.events("app")).isEmpty();
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("WARN Events are not stored: events.events.k8s.io is forbidden: User ")
        .contains("cannot create resource \"events\" in API group \"events.k8s.io\"")
        .endsWith(
            "; allow create and patch of events in events.k8s.io, as the roles in deploy/rbac and"
                + " in the chart do");
  }

  private static EventRecorder recorder(KubernetesClient client, String instance) {
    return new EventRecorder(client, Clock.systemUTC(), instance, Duration.ofSeconds(30));
  }

  private static KubernetesClient client(Path kubeconfig) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
        .build();
  }

  private SchemaMigration resource(String name) {
    var resource = Given.resource("target: head\n");
    resource.getMetadata().setNamespace(tenant.namespace());
    resource.getMetadata().setName(name);
    return resource;
  }

  private static MigrationEvent warning(String note) {
    return new MigrationEvent(true, "MigrationFailed", "Migrate", note, "", "1");
  }
}
