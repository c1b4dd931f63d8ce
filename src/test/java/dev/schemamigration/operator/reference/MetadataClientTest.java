package dev.schemamigration.operator.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import org.junit.jupiter.api.Test;

class MetadataClientTest {
  /** As the API server sends it; kubectl apply writes all values into an annotation. */
  private static final String OBJECT =
      """
      {"kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": {
        "name": "app", "namespace": "shop", "uid": "u1", "resourceVersion": "7",
        "labels": {"app": "shop"}, "finalizers": ["f"],
        "ownerReferences": [{"kind": "Pod", "apiVersion": "v1", "name": "p", "uid": "u2"}],
        "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "value"},
        "managedFields": [{"manager": "kubectl", "fieldsV1": {"f:data": {"f:key": {}}}}]}}\
      """;

  @Test
  void nothingIsKeptButWhatNamesAnObjectAndItsVersion() {
    var metadata = MetadataClient.serialization().unmarshal(OBJECT, ConfigMap.class).getMetadata();

    assertThat(metadata.getNamespace()).isEqualTo("shop");
    assertThat(metadata.getName()).isEqualTo("app");
    assertThat(metadata.getUid()).isEqualTo("u1");
    assertThat(metadata.getResourceVersion()).isEqualTo("7");
    assertThat(metadata.getAnnotations()).isNullOrEmpty();
    assertThat(metadata.getLabels()).isNullOrEmpty();
    assertThat(metadata.getManagedFields()).isNullOrEmpty();
    assertThat(metadata.getOwnerReferences()).isNullOrEmpty();
    assertThat(metadata.getFinalizers()).isNullOrEmpty();
    assertThat(metadata.getAdditionalProperties()).isEmpty();
  }

  @Test
  void aListKeepsItsVersion() {
    var list =
        MetadataClient.serialization()
            .unmarshal(
                "{\"metadata\": {\"resourceVersion\": \"9\", \"continue\": \"c\"}, \"items\": null}",
                ConfigMapList.class);

    assertThat(list.getMetadata().getResourceVersion()).isEqualTo("9");
    assertThat(list.getMetadata().getContinue()).isEqualTo("c");
    assertThat(list.getItems()).isEmpty();
  }
}
