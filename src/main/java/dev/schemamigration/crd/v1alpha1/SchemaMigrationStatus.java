package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The observed state of a resource's database. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SchemaMigrationStatus(
    @JsonPropertyDescription(
            "Generation of the resource that this status was computed from; -1 "
                + "before the first look.")
        Long observedGeneration,
    @JsonPropertyDescription(
            "Applied heads, joined by commas; base when nothing is applied. Kept "
                + "from the last look while the database cannot be reached.")
        @Nullable String currentRevision,
    @JsonPropertyDescription("Applied heads, one by one.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<String> heads,
    @JsonPropertyDescription(
            "Revisions that are half-way: of their statements outside of a transaction some have"
                + " run. They count as applied neither here nor in heads, and are finished or"
                + " undone first by the next migration.")
        List<String> unfinishedRevisions,
    @JsonPropertyDescription(
            "All applied revisions, so that schemactl wait --resource can tell which are. Absent"
                + " while the latest look has not found out; a migration that has begun takes what"
                + " it is to undo from the list first.")
        @Nullable AppliedRevisionsStatus appliedRevisions,
    @JsonPropertyDescription(
            "What spec.target resolved to: revision ids joined by commas, or base.")
        @Nullable String targetRevision,
    @JsonPropertyDescription("How many revisions are still to be applied or undone.")
        @Nullable Integer pendingRevisions,
    @JsonPropertyDescription(
            "Which way the pending revisions go: Upgrade, Downgrade (something is "
                + "undone) or None.")
        @Nullable String direction,
    @JsonPropertyDescription("What is to run; absent when the database stands at the target.")
        @Nullable PlanStatus plan,
    @JsonPropertyDescription("Where the running migration is; absent when none runs.")
        @Nullable ProgressStatus progress,
    @JsonPropertyDescription("Sessions that hold a lock which the migration waits for.")
        List<BlockedByStatus> blockedBy,
    @JsonPropertyDescription("The latest migration.") @Nullable MigrationRecord lastMigration,
    @JsonPropertyDescription("The latest migrations, newest first, at most ten.")
        List<MigrationRecord> history,
    @JsonPropertyDescription(
            "The source as it was read for this status; another digest than that of the present"
                + " files says that they have not been looked at yet.")
        @Nullable SourceStatus source,
    @JsonPropertyDescription("Which database answered.") @Nullable DatabaseStatus database,
    @JsonPropertyDescription(
            "The operator that handles this resource, by the namespace and name of its Lease. "
                + "Another one that looks at the resource too leaves it alone while that Lease is "
                + "held.")
        @Nullable String operator,
    @JsonPropertyDescription(
            "The value of the annotation reconcile.fluxcd.io/requestedAt or "
                + "schemamigration.dev/requestedAt that was handled last.")
        @Nullable String lastHandledReconcileAt,
    @JsonPropertyDescription(
            "The value of the annotation reconcile.fluxcd.io/forceAt or "
                + "schemamigration.dev/forceAt that was handled last.")
        @Nullable String lastHandledForceAt,
    @JsonPropertyDescription(
            "The handled value of each of these annotations; a value that differs from it asks for"
                + " a look now.")
        Map<String, String> handledAnnotations,
    @JsonPropertyDescription(
            "Conditions: Ready, one for each stage of a pass (SourceFetched, "
                + "DatabaseReachable, TargetResolved, PlanApproved, SchemaCurrent), and "
                + "Reconciling or Stalled while true.")
        List<Condition> conditions) {

  /** The status of a resource before its first reconciliation. */
  public static final SchemaMigrationStatus NONE =
      new SchemaMigrationStatus(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null, null, null, null);

  public SchemaMigrationStatus {
    observedGeneration = Objects.requireNonNullElse(observedGeneration, -1L);
    heads = heads == null ? null : List.copyOf(heads);
    unfinishedRevisions = List.copyOf(Objects.requireNonNullElse(unfinishedRevisions, List.of()));
    handledAnnotations = Map.copyOf(Objects.requireNonNullElse(handledAnnotations, Map.of()));
    blockedBy = List.copyOf(Objects.requireNonNullElse(blockedBy, List.of()));
    history = List.copyOf(Objects.requireNonNullElse(history, List.of()));
    conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
  }

  /** The condition of a type, if the resource has one. */
  public Optional<Condition> condition(String type) {
    return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }
}
