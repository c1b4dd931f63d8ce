package dev.schemamigration.operator.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.ApiServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetadataClientKubeIT {
  private static final String NAMESPACE = "metadata-only";

  private KubernetesClient client;

  @BeforeEach
  void connect() throws Exception {
    var kubeconfig = Files.readString(ApiServer.shared().adminKubeconfig());
    client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .serverSideApply();
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  private void apply(String name, String value) {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .addToData("key", value)
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  @Test
  void listsAndWatchesHoldNoValues() {
    apply("before", "value");
    try (var metadata = MetadataClient.like(client);
        var informer = metadata.configMaps().inNamespace(NAMESPACE).inform()) {
      apply("after", "value");
      await().until(() -> informer.getStore().getByKey(NAMESPACE + "/after") != null);
      var version = version(informer.getStore().getByKey(NAMESPACE + "/before"));

      apply("before", "changed");

      await()
          .until(
              () -> !version.equals(version(informer.getStore().getByKey(NAMESPACE + "/before"))));
      assertThat(informer.getStore().list())
          .extracting(it -> it.getMetadata().getName())
          .contains("before", "after");
      assertThat(informer.getStore().list())
          .allSatisfy(
              it -> assertThat(Objects.requireNonNullElse(it.getData(), Map.of())).isEmpty());
    }
  }

  @Test
  void aNamespaceWithoutAnySuchObjectIsWatchedToo() {
    try (var metadata = MetadataClient.like(client);
        var informer = metadata.endpoints().inNamespace(NAMESPACE).inform()) {
      assertThat(informer.getStore().list()).isEmpty();
    }
  }

  private static String version(ConfigMap object) {
    return object.getMetadata().getResourceVersion();
  }
}
