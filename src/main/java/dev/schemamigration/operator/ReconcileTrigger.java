package dev.schemamigration.operator;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.function.Consumer;

/** Triggers reconciliations when a background task has news, and observes deletions. */
final class ReconcileTrigger extends SimpleInboundEventSource<SchemaMigration>
    implements ResourceEventAware<SchemaMigration> {
  private final Consumer<SchemaMigration> onDeletion;

  ReconcileTrigger(Consumer<SchemaMigration> onDeletion) {
    super("triggers");
    this.onDeletion = onDeletion;
  }

  @Override
  public void onResourceDeleted(SchemaMigration resource) {
    onDeletion.accept(resource);
  }
}
