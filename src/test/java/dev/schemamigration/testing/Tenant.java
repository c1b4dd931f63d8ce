package dev.schemamigration.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A tenant of the cluster, with a namespace and a database: creates resources and reads their
 * status.
 */
public final class Tenant {
  /** The field of a spec that names the Secret of {@link #withDatabaseSecret()}. */
  public static final String DATABASE = "database: {secretRef: {name: db}}\n";

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Cluster cluster;
  private final String namespace;
  private final TestDatabase database;

  Tenant(Cluster cluster, String namespace, TestDatabase database) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.database = database;
    cluster
        .client()
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  public String namespace() {
    return namespace;
  }

  /** Creates an account in the namespace, which has no rights, and returns its kubeconfig. */
  public Path account(String name) {
    var kubernetes = cluster.kubernetes();
    kubernetes.kubectl("create", "serviceaccount", name, "-n", namespace).orThrow();
    return kubernetes.kubeconfigOf(namespace, name);
  }

  public TestDatabase database() {
    return database;
  }

  /** A Secret {@code db} with the database's URL. */
  public Tenant withDatabaseSecret() {
    secret("db", Map.of("DATABASE_URL", database.libpqUrl()));
    return this;
  }

  /** Creates or replaces a Secret. */
  public void secret(String name, Map<String, String> values) {
    cluster
        .client()
        .secrets()
        .inNamespace(namespace)
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withStringData(values)
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  /** Creates or replaces a ConfigMap. */
  public void configMap(String name, Map<String, String> files) {
    cluster
        .client()
        .configMaps()
        .inNamespace(namespace)
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withData(files)
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  /** Applies a resource; {@code spec} is YAML, to be indented by the reader's eye only. */
  public void apply(String name, String spec) {
    apply(name, Map.of(), spec);
  }

  /** The same with labels. */
  public void apply(String name, Map<String, String> labels, String spec) {
    var manifest =
        """
        apiVersion: schemamigration.dev/v1alpha1
        kind: SchemaMigration
        metadata:
          name: %s
          namespace: %s
          labels: %s
        spec:
        %s\
        """
            .formatted(name, namespace, json(labels), spec.indent(2));
    cluster
        .client()
        .resource(Serialization.unmarshal(manifest, GenericKubernetesResource.class))
        .forceConflicts()
        .serverSideApply();
  }

  /** All resources, as they are stored. */
  public List<GenericKubernetesResource> resources() {
    return cluster
        .client()
        .genericKubernetesResources("schemamigration.dev/v1alpha1", "SchemaMigration")
        .inNamespace(namespace)
        .list()
        .getItems();
  }

  /** Applies the status of a resource. */
  public void applyStatus(GenericKubernetesResource applied) {
    cluster
        .client()
        .resource(applied)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("plain")
                .withForce(true)
                .build());
  }

  /** Merges JSON into a resource. */
  public void patch(String name, String merge) {
    resource(name).patch(PatchContext.of(PatchType.JSON_MERGE), merge);
  }

  /** Requests a reconciliation by the annotation, as {@code kubectl annotate} does. */
  public void requestReconcile(String name, String at) {
    patch(
        name,
        "{\"metadata\":{\"annotations\":{\"schemamigration.dev/requestedAt\":\"%s\"}}}"
            .formatted(at));
  }

  public void delete(String name) {
    resource(name).delete();
    await().atMost(PATIENCE).until(() -> resource(name).get() == null);
  }

  /** The resource as it is stored, as JSON. */
  public JsonNode get(String name) {
    try {
      return JSON.readTree(
          cluster
              .client()
              .raw(
                  "/apis/schemamigration.dev/v1alpha1/namespaces/%s/schemamigrations/%s"
                      .formatted(namespace, name)));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a column of {@code kubectl get} reads: a part of the Ready condition. */
  public String ready(String name, String field) {
    return condition(name, "Ready", field);
  }

  public String condition(String name, String type, String field) {
    return conditionOf(get(name), type, field);
  }

  private static String conditionOf(JsonNode resource, String type, String field) {
    for (var condition : resource.at("/status/conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition.path(field).asText();
      }
    }
    return "";
  }

  /**
   * Waits until the status of the current generation reports that the database is at a revision.
   */
  public void awaitReady(String name, String revision) {
    awaitReady(name, revision, PATIENCE);
  }

  /** The same, where it may take longer. */
  public void awaitReady(String name, String revision, Duration atMost) {
    awaitThat(
        name,
        atMost,
        resource -> {
          assertThat(conditionOf(resource, "Ready", "status")).isEqualTo("True");
          assertThat(resource.at("/status/currentRevision").asText()).isEqualTo(revision);
          assertThat(Kstatus.of(resource)).isEqualTo(Kstatus.CURRENT);
        });
  }

  /** Waits until Ready is False for a reason, and kstatus agrees with what that means. */
  public void awaitNotReady(String name, String reason, Kstatus kstatus) {
    awaitThat(
        name,
        resource -> {
          assertThat(conditionOf(resource, "Ready", "reason"))
              .as(conditionOf(resource, "Ready", "message"))
              .isEqualTo(reason);
          assertThat(conditionOf(resource, "Ready", "status")).isEqualTo("False");
          assertThat(Kstatus.of(resource)).isEqualTo(kstatus);
        });
  }

  /** Waits until the resource is as it should be; what every status must hold is checked too. */
  public void awaitThat(String name, Consumer<JsonNode> expectation) {
    awaitThat(name, PATIENCE, expectation);
  }

  private void awaitThat(String name, Duration atMost, Consumer<JsonNode> expectation) {
    await()
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> expectation.accept(get(name)));
    holdsTheConventions(get(name));
  }

  /** What is true of every status at every time. */
  private static void holdsTheConventions(JsonNode resource) {
    ArgoHealth.agreesWithKstatus(resource);
    var reconciling = conditionOf(resource, "Reconciling", "status");
    var stalled = conditionOf(resource, "Stalled", "status");
    assertThat(reconciling).isIn("", "True");
    assertThat(stalled).isIn("", "True");
    assertThat(reconciling + stalled).isNotEqualTo("TrueTrue");
    assertThat(conditionOf(resource, "Ready", "status")).isIn("True", "False", "Unknown");
    var observed = resource.at("/status/observedGeneration").asLong();
    for (var condition : resource.at("/status/conditions")) {
      assertThat(condition.path("observedGeneration").asLong())
          .as(condition.toString())
          .isEqualTo(observed);
      assertThat(condition.path("reason").asText()).matches("[A-Z][A-Za-z]+");
      assertThat(condition.path("message").asText()).isNotBlank();
    }
  }

  /** Events that concern a resource, oldest first. */
  public List<Event> events(String name) {
    return cluster.client().events().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getRegarding().getName().equals(name))
        .sorted(java.util.Comparator.comparing(event -> event.getEventTime().getTime()))
        .toList();
  }

  private Resource<SchemaMigration> resource(String name) {
    return cluster.client().resources(SchemaMigration.class).inNamespace(namespace).withName(name);
  }

  private static String json(Map<String, String> map) {
    return JSON.valueToTree(map).toString();
  }
}
