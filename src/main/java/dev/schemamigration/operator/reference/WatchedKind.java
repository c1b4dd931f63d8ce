package dev.schemamigration.operator.reference;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationSpec;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelector;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A kind of object that specs refer to by name, with all that its watch and its readers need. One
 * more kind is one more row of {@link #ALL}.
 *
 * @param type the objects
 * @param source name of the event source, and of the index from an object to the resources that
 *     refer to it
 * @param references the names of such objects in a spec; all of them are in the resource's
 *     namespace
 * @param selector keeps objects that no resource can mean from being sent by the API server
 * @param contents its values by key
 */
public record WatchedKind<T extends HasMetadata>(
    Class<T> type,
    String source,
    Function<SchemaMigrationSpec, Stream<String>> references,
    FieldSelector selector,
    Function<T, ObjectContents> contents) {

  /** Connection data, and values of secret parameters. */
  public static final WatchedKind<Secret> SECRET =
      new WatchedKind<>(
          Secret.class,
          "secrets",
          ReferencedNames::secrets,
          // Helm's releases, tokens, image pull secrets.
          new FieldSelectorBuilder()
              .withoutField("type", "helm.sh/release.v1")
              .withoutField("type", "kubernetes.io/service-account-token")
              .withoutField("type", "kubernetes.io/dockerconfigjson")
              .build(),
          secret ->
              ObjectContents.of(secret.getMetadata().getResourceVersion(), null, secret.getData()));

  /** Revision files, and values of parameters. */
  public static final WatchedKind<ConfigMap> CONFIG_MAP =
      new WatchedKind<>(
          ConfigMap.class,
          "configMaps",
          ReferencedNames::configMaps,
          new FieldSelectorBuilder().withoutField("metadata.name", "kube-root-ca.crt").build(),
          configMap ->
              ObjectContents.of(
                  configMap.getMetadata().getResourceVersion(),
                  configMap.getData(),
                  configMap.getBinaryData()));

  /** Every kind that is watched. */
  public static final List<WatchedKind<?>> ALL = List.of(SECRET, CONFIG_MAP);

  /** Asks the API server for the object as its watch would report it. */
  Optional<T> find(KubernetesClient client, String namespace, String name) {
    var query =
        client.resources(type).inNamespace(namespace).withField("metadata.name", escaped(name));
    for (var field : selector.getFields()) {
      query =
          field.negated()
              ? query.withoutField(field.path(), field.value())
              : query.withField(field.path(), field.value());
    }
    return query.list().getItems().stream().findFirst();
  }

  /** As {@code EscapeValue} of Kubernetes' package {@code fields}; the client does not do it. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=");
  }

  /** As messages name it. */
  public String name() {
    return type.getSimpleName();
  }

  /** The names of the objects of this kind that a resource refers to, each once. */
  Stream<String> namesIn(SchemaMigration resource) {
    return Stream.ofNullable(resource.getSpec()).flatMap(references).distinct();
  }
}
