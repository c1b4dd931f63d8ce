package dev.schemamigration.operator;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.operator.spec.ReconcileRequest;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/** Passes updates that need a reconciliation: a new spec, a reconcile request, a deletion. */
public final class RelevantUpdates implements OnUpdateFilter<SchemaMigration> {
  @Override
  public boolean accept(SchemaMigration now, SchemaMigration before) {
    return now.generation() != before.generation()
        || !Objects.equals(now.getMetadata().getUid(), before.getMetadata().getUid())
        || !ReconcileRequest.of(now).equals(ReconcileRequest.of(before))
        || now.isMarkedForDeletion() != before.isMarkedForDeletion();
  }
}
