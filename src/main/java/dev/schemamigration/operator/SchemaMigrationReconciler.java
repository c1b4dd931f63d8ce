package dev.schemamigration.operator;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.operator.reference.ReferencedObjects;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Connects the operator framework with the {@link MigrationController}. */
@ControllerConfiguration(
    name = SchemaMigrationReconciler.NAME,
    fieldManager = SchemaMigrationReconciler.FIELD_MANAGER,
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = RelevantUpdates.class))
@GradualRetry(maxAttempts = -1, initialInterval = 500, maxInterval = 30_000)
public class SchemaMigrationReconciler implements Reconciler<SchemaMigration> {
  static final String NAME = "schemamigration";
  static final String FIELD_MANAGER = "schema-migration-operator";

  private final MigrationController controller;
  private final Interceptor requests;
  private @Nullable ReferencedObjects objects;

  /**
   * @param requests counts the requests of the API server
   */
  public SchemaMigrationReconciler(MigrationController controller, Interceptor requests) {
    this.controller = controller;
    this.requests = requests;
  }

  @Override
  public List<EventSource<?, SchemaMigration>> prepareEventSources(
      EventSourceContext<SchemaMigration> context) {
    objects = new ReferencedObjects(context, requests);
    var sources = new ArrayList<EventSource<?, SchemaMigration>>(objects.eventSources());
    sources.add(controller.trigger());
    controller.watches(context.getPrimaryCache()::list);
    return sources;
  }

  @Override
  public UpdateControl<SchemaMigration> reconcile(
      SchemaMigration resource, Context<SchemaMigration> context) {
    var again =
        controller.reconcile(
            resource,
            Objects.requireNonNull(objects),
            (same, status) -> write(same, status, context));
    var control = UpdateControl.<SchemaMigration>noUpdate();
    again.ifPresent(delay -> control.rescheduleAfter(Math.max(1, delay.toMillis())));
    return control;
  }

  private static StatusWriter.Result write(
      SchemaMigration resource, SchemaMigrationStatus status, Context<SchemaMigration> context) {
    try {
      var stored =
          context
              .resourceOperations()
              .resourcePatch(
                  statusOnly(resource, status),
                  applied -> apply(applied, context.getClient()),
                  context.eventSourceRetriever().getControllerEventSource());
      return stored.generation() == resource.generation()
          ? StatusWriter.Result.WRITTEN
          : StatusWriter.Result.OVERTAKEN;
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_NOT_FOUND -> StatusWriter.Result.GONE;
        case HttpURLConnection.HTTP_CONFLICT -> StatusWriter.Result.REFUSED;
        default -> throw e;
      };
    }
  }

  /** One request, at this moment: the client would repeat it later, whoever leads then. */
  private static SchemaMigration apply(SchemaMigration applied, KubernetesClient client) {
    var once =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .build();
    var patch =
        new PatchContext.Builder()
            .withForce(true)
            .withFieldManager(FIELD_MANAGER)
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .build();
    return client
        .adapt(NamespacedKubernetesClient.class)
        .withRequestConfig(once)
        .call(single -> single.resource(applied).subresource("status").patch(patch));
  }

  /**
   * The resource as it is applied, without fields of other owners. The uid rejects the write when
   * another resource has the same name now; the version, when the process was frozen meanwhile and
   * another one has written.
   */
  private static SchemaMigration statusOnly(
      SchemaMigration resource, SchemaMigrationStatus status) {
    var metadata = resource.getMetadata();
    var applied = new SchemaMigration();
    applied.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(metadata.getNamespace())
            .withName(metadata.getName())
            .withUid(metadata.getUid())
            .withResourceVersion(metadata.getResourceVersion())
            .build());
    applied.setStatus(status);
    return applied;
  }
}
