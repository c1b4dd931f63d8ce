package dev.schemamigration.operator.reference;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Makes clients to which the API server sends the metadata of objects only, by the content type
 * {@code PartialObjectMetadata} of every list and watch. An operator that watches Secrets and
 * ConfigMaps neither receives nor keeps the values of those that no resource names.
 */
final class MetadataClient implements Interceptor {
  private static final String TYPE = "application/json;as=%s;g=meta.k8s.io;v=v1";

  private MetadataClient() {}

  /**
   * A client with the configuration of another one; the caller closes it.
   *
   * @param requests sees every request
   */
  static KubernetesClient like(KubernetesClient client, Interceptor requests) {
    return new KubernetesClientBuilder()
        .withConfig(client.getConfiguration())
        .withKubernetesSerialization(serialization())
        .withHttpClientBuilderConsumer(
            builder ->
                builder
                    .addOrReplaceInterceptor("metadata", new MetadataClient())
                    .addOrReplaceInterceptor("requests", requests))
        .build();
  }

  /**
   * How objects are read: in this form the API server sends null for the items of an empty list.
   */
  static KubernetesSerialization serialization() {
    var mapper = new ObjectMapper();
    mapper.setDefaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SKIP));
    mapper.addMixIn(ObjectMeta.class, Identity.class);
    return new KubernetesSerialization(mapper, true);
  }

  /**
   * Leaves out what nobody here reads and its writers may make large. With {@code kubectl apply} an
   * annotation holds all values of the object.
   */
  @JsonIgnoreProperties({"annotations", "finalizers", "labels", "managedFields", "ownerReferences"})
  private interface Identity {}

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    var query = request.uri().getQuery();
    boolean watch = query != null && query.contains("watch=true");
    builder.setHeader(
        "Accept", TYPE.formatted(watch ? "PartialObjectMetadata" : "PartialObjectMetadataList"));
  }
}
