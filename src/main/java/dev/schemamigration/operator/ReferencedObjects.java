package dev.schemamigration.operator;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.operator.spec.ObjectLookup;
import dev.schemamigration.operator.spec.ReferencedNames;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Watches Secrets and ConfigMaps of the governed namespaces, and gives their contents from the
 * watches' caches. What no resource can mean (Helm's releases, tokens, image pull secrets) is left
 * out on the server's side.
 */
final class ReferencedObjects implements ObjectLookup {
  private static final String BY_SECRET = "secrets";
  private static final String BY_CONFIG_MAP = "configMaps";

  private final InformerEventSource<Secret, SchemaMigration> secrets;
  private final InformerEventSource<ConfigMap, SchemaMigration> configMaps;

  ReferencedObjects(EventSourceContext<SchemaMigration> context) {
    var resources = context.getPrimaryCache();
    resources.addIndexer(BY_SECRET, keys(ReferencedNames::secrets));
    resources.addIndexer(BY_CONFIG_MAP, keys(ReferencedNames::configMaps));
    secrets =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(Secret.class, SchemaMigration.class)
                .withName("secrets")
                .withNamespacesInheritedFromController()
                .withFieldSelector(
                    new FieldSelectorBuilder()
                        .withoutField("type", "helm.sh/release.v1")
                        .withoutField("type", "kubernetes.io/service-account-token")
                        .withoutField("type", "kubernetes.io/dockerconfigjson")
                        .build())
                .withPrimaryToSecondaryMapper(
                    (SchemaMigration resource) ->
                        ids(resource, ReferencedNames.of(resource.getSpec()).secrets()))
                .withSecondaryToPrimaryMapper(
                    secret -> resourcesOf(resources.byIndex(BY_SECRET, key(secret))))
                .withOnUpdateFilter(
                    (now, before) -> !Objects.equals(now.getData(), before.getData()))
                .build(),
            context);
    configMaps =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(ConfigMap.class, SchemaMigration.class)
                .withName("configMaps")
                .withNamespacesInheritedFromController()
                .withFieldSelector(
                    new FieldSelectorBuilder()
                        .withoutField("metadata.name", "kube-root-ca.crt")
                        .build())
                .withPrimaryToSecondaryMapper(
                    (SchemaMigration resource) ->
                        ids(resource, ReferencedNames.of(resource.getSpec()).configMaps()))
                .withSecondaryToPrimaryMapper(
                    configMap -> resourcesOf(resources.byIndex(BY_CONFIG_MAP, key(configMap))))
                .withOnUpdateFilter(
                    (now, before) ->
                        !Objects.equals(now.getData(), before.getData())
                            || !Objects.equals(now.getBinaryData(), before.getBinaryData()))
                .build(),
            context);
  }

  List<EventSource<?, SchemaMigration>> eventSources() {
    return List.of(secrets, configMaps);
  }

  @Override
  public Optional<Map<String, byte[]>> secret(String namespace, String name) {
    return secrets
        .get(new ResourceID(name, namespace))
        .map(
            secret -> {
              var contents = new HashMap<String, byte[]>();
              addDecoded(secret.getData(), contents);
              return contents;
            });
  }

  @Override
  public Optional<Map<String, byte[]>> configMap(String namespace, String name) {
    return configMaps
        .get(new ResourceID(name, namespace))
        .map(
            configMap -> {
              var contents = new HashMap<String, byte[]>();
              nullToEmpty(configMap.getData())
                  .forEach((key, text) -> contents.put(key, text.getBytes(StandardCharsets.UTF_8)));
              addDecoded(configMap.getBinaryData(), contents);
              return contents;
            });
  }

  private static void addDecoded(Map<String, String> encoded, Map<String, byte[]> contents) {
    nullToEmpty(encoded)
        .forEach((key, value) -> contents.put(key, Base64.getDecoder().decode(value)));
  }

  private static Map<String, String> nullToEmpty(Map<String, String> map) {
    return Objects.requireNonNullElse(map, Map.of());
  }

  private static Function<SchemaMigration, List<String>> keys(
      Function<ReferencedNames, Set<String>> names) {
    return resource ->
        names.apply(ReferencedNames.of(resource.getSpec())).stream()
            .map(name -> resource.getMetadata().getNamespace() + "/" + name)
            .toList();
  }

  private static String key(HasMetadata object) {
    return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
  }

  private static Set<ResourceID> ids(SchemaMigration resource, Set<String> names) {
    return names.stream()
        .map(name -> new ResourceID(name, resource.getMetadata().getNamespace()))
        .collect(Collectors.toSet());
  }

  private static Set<ResourceID> resourcesOf(List<SchemaMigration> resources) {
    return resources.stream().map(ResourceID::fromResource).collect(Collectors.toSet());
  }
}
