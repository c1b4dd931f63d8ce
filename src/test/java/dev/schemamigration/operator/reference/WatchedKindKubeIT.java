package dev.schemamigration.operator.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WatchedKindKubeIT {
  private static final String NAMESPACE = "asked-by-name";

  @Test
  void anObjectIsFoundByNameAsItsWatchReportsIt() throws IOException {
    try (var configMaps = new WrittenConfigMaps(NAMESPACE);
        var metadata = MetadataClient.like(configMaps.client(), new Interceptor() {})) {
      var written = configMaps.apply("there", "value");

      var found = WatchedKind.CONFIG_MAP.find(metadata, NAMESPACE, "there").orElseThrow();

      assertThat(found.getMetadata().getResourceVersion())
          .isEqualTo(written.getMetadata().getResourceVersion());
      assertThat(Objects.requireNonNullElse(found.getData(), Map.of())).isEmpty();
      assertThat(WatchedKind.CONFIG_MAP.find(metadata, NAMESPACE, "missing")).isEmpty();
      assertThat(WatchedKind.CONFIG_MAP.find(metadata, NAMESPACE, "there,a=b\\")).isEmpty();
    }
  }

  @Test
  void whatItsWatchLeavesOutIsNotFound() throws IOException {
    try (var configMaps = new WrittenConfigMaps(NAMESPACE);
        var metadata = MetadataClient.like(configMaps.client(), new Interceptor() {})) {
      configMaps.apply("kube-root-ca.crt", "value");
      for (var type : List.of("Opaque", "helm.sh/release.v1")) {
        configMaps
            .client()
            .resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withName(nameOf(type))
                    .withNamespace(NAMESPACE)
                    .endMetadata()
                    .withType(type)
                    .build())
            .serverSideApply();
      }

      assertThat(WatchedKind.CONFIG_MAP.find(metadata, NAMESPACE, "kube-root-ca.crt")).isEmpty();
      assertThat(WatchedKind.SECRET.find(metadata, NAMESPACE, nameOf("helm.sh/release.v1")))
          .isEmpty();
      assertThat(WatchedKind.SECRET.find(metadata, NAMESPACE, nameOf("Opaque"))).isPresent();
    }
  }

  private static String nameOf(String type) {
    return "of-" + type.toLowerCase(Locale.ROOT).replace('/', '.');
  }
}
