package dev.schemamigration.operator.reference;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Watches the metadata of the objects that resources of the governed namespaces may refer to, one
 * event source a {@link WatchedKind}, and reads the contents of those that they do refer to.
 */
public final class ReferencedObjects implements ObjectLookup {
  /** The part of the heap that values may take which are kept between two reconciliations. */
  private static final int PART_OF_HEAP = 12;

  private final Map<WatchedKind<?>, Watch<?>> watches = new LinkedHashMap<>();
  private final ContentReader contents;

  public ReferencedObjects(EventSourceContext<SchemaMigration> context) {
    contents =
        new ContentReader(context.getClient(), Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    var metadata = MetadataClient.like(context.getClient());
    WatchedKind.ALL.forEach(kind -> watches.put(kind, watch(kind, context, metadata)));
  }

  /** What triggers a reconciliation when an object changes. */
  public List<EventSource<?, SchemaMigration>> eventSources() {
    return watches.values().stream().<EventSource<?, SchemaMigration>>map(Watch::source).toList();
  }

  @Override
  public Optional<ObjectContents> contents(WatchedKind<?> kind, String namespace, String name) {
    return Objects.requireNonNull(watches.get(kind))
        .contents(new ResourceID(name, namespace), contents);
  }

  private static <T extends HasMetadata> Watch<T> watch(
      WatchedKind<T> kind, EventSourceContext<SchemaMigration> context, KubernetesClient metadata) {
    var resources = context.getPrimaryCache();
    resources.addIndexer(
        kind.source(), resource -> ids(kind, resource).map(ReferencedObjects::key).toList());
    var configuration =
        InformerEventSourceConfiguration.from(kind.type(), SchemaMigration.class)
            .withName(kind.source())
            .withKubernetesClient(metadata)
            .withNamespacesInheritedFromController()
            .withFieldSelector(kind.selector())
            .withPrimaryToSecondaryMapper(
                (SchemaMigration resource) -> ids(kind, resource).collect(Collectors.toSet()))
            .withSecondaryToPrimaryMapper(
                object ->
                    resourcesOf(
                        resources.byIndex(kind.source(), key(ResourceID.fromResource(object)))))
            .withOnUpdateFilter(
                (now, before) ->
                    !Objects.equals(
                        now.getMetadata().getResourceVersion(),
                        before.getMetadata().getResourceVersion()))
            .build();
    return new Watch<>(kind, new InformerEventSource<>(configuration, context));
  }

  private static Stream<ResourceID> ids(WatchedKind<?> kind, SchemaMigration resource) {
    var namespace = resource.getMetadata().getNamespace();
    return kind.namesIn(resource).map(name -> new ResourceID(name, namespace));
  }

  private static String key(ResourceID object) {
    return object.getNamespace().orElse("") + "/" + object.getName();
  }

  private static Set<ResourceID> resourcesOf(List<SchemaMigration> resources) {
    return resources.stream().map(ResourceID::fromResource).collect(Collectors.toSet());
  }

  private record Watch<T extends HasMetadata>(
      WatchedKind<T> kind, InformerEventSource<T, SchemaMigration> source) {
    Optional<ObjectContents> contents(ResourceID id, ContentReader reader) {
      var watched = source.get(id);
      if (watched.isEmpty()) {
        reader.forget(kind, id.getNamespace().orElse(""), id.getName());
      }
      return watched.flatMap(it -> reader.contents(kind, it));
    }
  }
}
