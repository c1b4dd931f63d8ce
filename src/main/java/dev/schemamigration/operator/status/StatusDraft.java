package dev.schemamigration.operator.status;

import dev.schemamigration.crd.v1alpha1.AppliedRevisionsStatus;
import dev.schemamigration.crd.v1alpha1.BlockedByStatus;
import dev.schemamigration.crd.v1alpha1.Condition;
import dev.schemamigration.crd.v1alpha1.DatabaseStatus;
import dev.schemamigration.crd.v1alpha1.MigrationRecord;
import dev.schemamigration.crd.v1alpha1.PlanStatus;
import dev.schemamigration.crd.v1alpha1.ProgressStatus;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.crd.v1alpha1.SourceStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mutable status, whose fields are set one by one. */
final class StatusDraft {
  long observedGeneration;
  @Nullable String currentRevision;
  @Nullable List<String> heads;
  List<String> unfinishedRevisions = List.of();
  @Nullable AppliedRevisionsStatus appliedRevisions;
  @Nullable String targetRevision;
  @Nullable Integer pendingRevisions;
  @Nullable String direction;
  @Nullable PlanStatus plan;
  @Nullable ProgressStatus progress;
  List<BlockedByStatus> blockedBy = List.of();
  @Nullable MigrationRecord lastMigration;
  List<MigrationRecord> history = List.of();
  @Nullable SourceStatus source;
  @Nullable DatabaseStatus database;
  @Nullable String operator;
  @Nullable String lastHandledReconcileAt;
  @Nullable String lastHandledForceAt;
  Map<String, String> handledAnnotations = Map.of();
  List<Condition> conditions = List.of();

  /** A draft with the fields of {@code status}. */
  static StatusDraft of(SchemaMigrationStatus status) {
    var draft = new StatusDraft();
    draft.observedGeneration = status.observedGeneration();
    draft.currentRevision = status.currentRevision();
    draft.heads = status.heads();
    draft.unfinishedRevisions = status.unfinishedRevisions();
    draft.appliedRevisions = status.appliedRevisions();
    draft.targetRevision = status.targetRevision();
    draft.pendingRevisions = status.pendingRevisions();
    draft.direction = status.direction();
    draft.plan = status.plan();
    draft.progress = status.progress();
    draft.blockedBy = status.blockedBy();
    draft.lastMigration = status.lastMigration();
    draft.history = status.history();
    draft.source = status.source();
    draft.database = status.database();
    draft.operator = status.operator();
    draft.lastHandledReconcileAt = status.lastHandledReconcileAt();
    draft.lastHandledForceAt = status.lastHandledForceAt();
    draft.handledAnnotations = status.handledAnnotations();
    draft.conditions = status.conditions();
    return draft;
  }

  SchemaMigrationStatus toStatus() {
    return new SchemaMigrationStatus(
        observedGeneration,
        currentRevision,
        heads,
        unfinishedRevisions,
        appliedRevisions,
        targetRevision,
        pendingRevisions,
        direction,
        plan,
        progress,
        blockedBy,
        lastMigration,
        history,
        source,
        database,
        operator,
        lastHandledReconcileAt,
        lastHandledForceAt,
        handledAnnotations,
        conditions);
  }
}
