package dev.schemamigration.operator.reference;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.Interceptor;
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

  /**
   * Makes the watches; the framework starts them.
   *
   * @param requests sees every request for the metadata of objects
   */
  public ReferencedObjects(EventSourceContext<SchemaMigration> context, Interceptor requests) {
    contents =
        new ContentReader(context.getClient(), Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    var metadata = MetadataClient.like(context.getClient(), requests);
    WatchedKind.ALL.forEach(kind -> watches.put(kind, watch(kind, context, metadata)));
  }

  /** What triggers a reconciliation when an object changes. */
  public List<EventSource<?, SchemaMigration>> eventSources() {
    return watches.values().stream().<EventSource<?, SchemaMigration>>map(Watch::source).toList();
  }

  @Override
  public Optional<ObjectContents> contents(WatchedKind<?> kind, String namespace, String name) {
    return watch(kind).known(new ResourceID(name, namespace), contents);
  }

  @Override
  public ObjectLookup latest() {
    return (kind, namespace, name) -> watch(kind).stored(new ResourceID(name, namespace), contents);
  }

  private Watch<?> watch(WatchedKind<?> kind) {
    return Objects.requireNonNull(watches.get(kind));
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
    return new Watch<>(kind, metadata, new InformerEventSource<>(configuration, context));
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
      WatchedKind<T> kind,
      KubernetesClient metadata,
      InformerEventSource<T, SchemaMigration> source) {
    /** An object that the watch does not know may be too new for it. */
    Optional<ObjectContents> known(ResourceID id, ContentReader reader) {
      var watched = source.get(id);
      return watched.isPresent() ? reader.contents(kind, watched.get()) : stored(id, reader);
    }

    Optional<ObjectContents> stored(ResourceID id, ContentReader reader) {
      var namespace = id.getNamespace().orElse("");
      var found = kind.find(metadata, namespace, id.getName());
      if (found.isEmpty()) {
        reader.forget(kind, namespace, id.getName());
      }
      return found.flatMap(it -> reader.contents(kind, it));
    }
  }
}
