package dev.schemamigration.testing;

import dev.schemamigration.local.LocalKubernetes;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A Kubernetes API into which the shipped manifests have been installed, and operators for it. */
public final class Cluster {
  /** Where the shipped manifests put the operator, and its ServiceAccount's name. */
  public static final String SYSTEM = "schema-migration-system";

  private static final String ACCOUNT = "schema-migration-operator";
  private static final AtomicInteger SERIAL = new AtomicInteger();
  private static @Nullable Cluster shared;

  private final LocalKubernetes kubernetes;
  private final KubernetesClient client;
  private @Nullable OperatorProcess operator;

  private Cluster(LocalKubernetes kubernetes) {
    this.kubernetes = kubernetes;
    kubernetes.kubectl("apply", "-k", "deploy").orThrow();
    kubernetes
        .kubectl(
            "wait",
            "--for=condition=Established",
            "--timeout=30s",
            "crd/schemamigrations.schemamigration.dev")
        .orThrow();
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubernetes.adminKubeconfig().toFile()))
            .build();
  }

  /** The one that all tests of this JVM share. */
  public static synchronized Cluster shared() {
    if (shared == null) {
      shared = new Cluster(ApiServer.shared());
    }
    return shared;
  }

  /** One of a test's own, on an API server of its own; the caller closes that. */
  public static Cluster on(LocalKubernetes kubernetes) {
    return new Cluster(kubernetes);
  }

  public LocalKubernetes kubernetes() {
    return kubernetes;
  }

  /** A client that may do everything. */
  public KubernetesClient client() {
    return client;
  }

  /** The operator for all namespaces, started at its first use, for every test of this JVM. */
  public synchronized OperatorProcess operator() {
    if (operator == null || !operator.isAlive()) {
      // Resources with this label belong to another operator, which their test starts.
      operator = start(Map.of("SCHEMA_MIGRATION_SELECTOR", "!operator"));
    }
    return operator;
  }

  /** Ends the shared operator as Kubernetes would; the next use starts another. */
  public synchronized void stopOperator() {
    if (operator != null) {
      operator.stop(Duration.ofSeconds(40));
      operator = null;
    }
  }

  /** The Lease by which replicas agree on a leader, as it is stored. */
  public Resource<Lease> lease() {
    return client.leases().inNamespace(SYSTEM).withName(ACCOUNT);
  }

  /** A further operator with exactly the rights of the shipped cluster-wide role. */
  public OperatorProcess start(Map<String, String> settings) {
    return OperatorProcess.start(kubeconfig(), withDefaults(settings));
  }

  /** The same, without waiting until it is ready. */
  public OperatorProcess launch(Map<String, String> settings) {
    return OperatorProcess.launch(kubeconfig(), withDefaults(settings));
  }

  /** A kubeconfig with exactly the rights of the shipped cluster-wide role. */
  public Path kubeconfig() {
    return kubernetes.kubeconfigOf(SYSTEM, ACCOUNT);
  }

  /** A new namespace with a new database. */
  public Tenant tenant() {
    return tenant(TestPostgres.newest().createDatabase());
  }

  /** A new namespace for a database. */
  public Tenant tenant(TestDatabase database) {
    return new Tenant(this, "tenant-" + SERIAL.incrementAndGet(), database);
  }

  /** Short pauses, so that outages in tests end soon. */
  private static Map<String, String> withDefaults(Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.putIfAbsent("POD_NAMESPACE", SYSTEM);
    all.putIfAbsent("SCHEMA_MIGRATION_FIRST_RETRY", "500ms");
    all.putIfAbsent("SCHEMA_MIGRATION_LONGEST_RETRY", "3s");
    all.putIfAbsent("SCHEMA_MIGRATION_GRACE", "3s");
    return all;
  }
}
