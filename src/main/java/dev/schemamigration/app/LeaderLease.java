package dev.schemamigration.app;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.regex.Pattern;

/** The lease by which the replicas of one release elect their leader. */
final class LeaderLease {
  private static final Pattern OBJECT_NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

  private final String name;
  private final String namespace;
  private final ReplicaId identity;
  private final KubernetesClient client;

  /**
   * @throws ConfigurationException when the name is none; Quarkus prints its message only
   */
  LeaderLease(String namespace, String name, ReplicaId identity, KubernetesClient client) {
    if (!OBJECT_NAME.matcher(name).matches()) {
      throw new ConfigurationException(
          "SCHEMA_MIGRATION_LEASE_NAME: \"%s\" is not the name of an object: lower-case letters,"
                  .formatted(name)
              + " digits, - and . only");
    }
    this.namespace = namespace;
    this.name = name;
    this.identity = identity;
    this.client = client;
  }

  String name() {
    return name;
  }

  String namespace() {
    return namespace;
  }

  String qualifiedName() {
    return namespace + "/" + name;
  }

  /** Tells other operators, in the Lease, which resources this one looks at. */
  void publish(LeaseScope scope) {
    var annotated =
        new LeaseBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .withAnnotations(scope.annotations())
            .endMetadata()
            .build();
    client.resource(annotated).patch(PatchContext.of(PatchType.JSON_MERGE));
  }

  /** Releases the lease, if this process holds it. */
  void release() {
    var stored = stored().get();
    if (stored != null && identity.name().equals(stored.getSpec().getHolderIdentity())) {
      stored.getSpec().setHolderIdentity(null);
      client.resource(stored).patch();
    }
  }

  private Resource<Lease> stored() {
    return client.leases().inNamespace(namespace).withName(name);
  }
}
