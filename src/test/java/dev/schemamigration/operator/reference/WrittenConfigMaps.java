package dev.schemamigration.operator.reference;

import dev.schemamigration.testing.ApiServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;

/** ConfigMaps in a namespace of the shared API server, and the client that writes them. */
final class WrittenConfigMaps implements AutoCloseable {
  private final String namespace;
  private final KubernetesClient client;

  /** Creates the namespace unless it is there. */
  WrittenConfigMaps(String namespace) throws IOException {
    this.namespace = namespace;
    var kubeconfig = Files.readString(ApiServer.shared().adminKubeconfig());
    client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .serverSideApply();
  }

  KubernetesClient client() {
    return client;
  }

  /** Writes a ConfigMap with one value, at {@code key}. */
  ConfigMap apply(String name, String value) {
    return client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .addToData("key", value)
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  @Override
  public void close() {
    client.close();
  }
}
