package dev.schemamigration.operator;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.function.Consumer;

/** Brings resources back to the reconciler when an errand has ended, and tells of deletions. */
final class ReconcileTrigger extends SimpleInboundEventSource<SchemaMigration>
    implements ResourceEventAware<SchemaMigration> {
  private final Consumer<SchemaMigration> whenDeleted;

  ReconcileTrigger(Consumer<SchemaMigration> whenDeleted) {
    super("wakes");
    this.whenDeleted = whenDeleted;
  }

  @Override
  public void onResourceDeleted(SchemaMigration resource) {
    whenDeleted.accept(resource);
  }
}
