package dev.schemamigration.operator.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetadataClientKubeIT {
  private static final String NAMESPACE = "metadata-only";

  private WrittenConfigMaps configMaps;
  private KubernetesClient client;

  @BeforeEach
  void connect() throws IOException {
    configMaps = new WrittenConfigMaps(NAMESPACE);
    client = configMaps.client();
  }

  @AfterEach
  void disconnect() {
    configMaps.close();
  }

  @Test
  void listsAndWatchesHoldNoValues() {
    configMaps.apply("before", "value");
    try (var metadata = MetadataClient.like(client, new Interceptor() {});
        var informer = metadata.configMaps().inNamespace(NAMESPACE).inform()) {
      configMaps.apply("after", "value");
      await().until(() -> informer.getStore().getByKey(NAMESPACE + "/after") != null);
      var version = version(informer.getStore().getByKey(NAMESPACE + "/before"));

      configMaps.apply("before", "changed");

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
    try (var metadata = MetadataClient.like(client, new Interceptor() {});
        var informer = metadata.endpoints().inNamespace(NAMESPACE).inform()) {
      assertThat(informer.getStore().list()).isEmpty();
    }
  }

  private static String version(ConfigMap object) {
    return object.getMetadata().getResourceVersion();
  }
}
